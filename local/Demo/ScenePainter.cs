namespace Vegetation.Local.Demo;

/// <summary>Paints the landscape of a tile as a pass imaged it. The ground of the first week is computed once for all passes.</summary>
sealed class ScenePainter
{
    const int Width = DemoTile.Pixels;
    const int SclWidth = DemoTile.SclPixels;

    readonly double[] longitudes;
    readonly double[] latitudes;
    readonly Ground[] ground;

    public ScenePainter(DemoTile tile)
    {
        (longitudes, latitudes) = tile.Positions();
        ground = new Ground[longitudes.Length];
        for (var i = 0; i < ground.Length; i++) ground[i] = Landscape.At(longitudes[i], latitudes[i]);
    }

    /// <returns>Null if the tile is outside the pass's swath.</returns>
    public ScenePixels? Paint(DemoScene scene)
    {
        if (Classes(scene.Pass) is not { } scl) return null;
        var (red, nir) = (new ushort[ground.Length], new ushort[ground.Length]);
        for (var i = 0; i < ground.Length; i++)
        {
            var code = scl[i / Width / 2 * SclWidth + i % Width / 2];
            if (code == 0) continue;
            var seen = Seen(scene.Pass.IsAWeekLater ? Landscape.AWeekLater(ground[i], longitudes[i], latitudes[i]) : ground[i], code);
            var grain = 0.97 + 0.06 * ValueNoise.Lattice(i % Width, i / Width, scene.Pass.Seed);
            (red[i], nir[i]) = (Dn(seen.Red * grain, scene), Dn(seen.Nir * grain, scene));
        }
        return new ScenePixels(red, nir, scl);
    }

    /// <summary>The class of an SCL pixel is that of the first of its four pixels.</summary>
    /// <returns>Null if the tile is outside the pass's swath.</returns>
    public byte[]? Classes(Overpass pass)
    {
        var scl = new byte[SclWidth * SclWidth];
        for (var i = 0; i < scl.Length; i++)
        {
            var at = i / SclWidth * 2 * Width + i % SclWidth * 2;
            if (!pass.Sees(longitudes[at], latitudes[at])) continue;
            var cover = pass.CoverClass(longitudes[at], latitudes[at]);
            scl[i] = cover != 0 ? cover : ground[at].Class;
        }
        return scl.AsSpan().ContainsAnyExcept((byte)0) ? scl : null;
    }

    static (double Red, double Nir) Seen(Ground ground, byte code) => code switch
    {
        9 => (0.68, 0.72),
        8 => (0.42 + 0.3 * ground.Red, 0.46 + 0.3 * ground.Nir),
        10 => (0.10 + 0.8 * ground.Red, 0.11 + 0.8 * ground.Nir),
        3 => (0.012 + 0.35 * ground.Red, 0.012 + 0.35 * ground.Nir),
        _ => (ground.Red, ground.Nir),
    };

    static ushort Dn(double reflectance, DemoScene scene) => (ushort)(Math.Round(reflectance * 10000) + scene.AddedDn);
}
