namespace Vegetation.Local.Demo;

/// <summary>Shares of red and near infrared that together make another band's reflectance.</summary>
readonly record struct BandMix(double Red, double Nir);

/// <summary>
/// A band that is made from a scene's red and near infrared, by what the class says is seen: leaves are green and dark in short-wave
/// infrared, soil is bright there, water black, snow dark and clouds bright.
/// </summary>
/// <param name="Name">Also its key among an item's assets.</param>
/// <param name="Factor">Pixels of red that one of its own covers, each way.</param>
sealed record DemoBand(string Name, string File, string Title, int Factor, BandMix Ground, BandMix Water, BandMix Snow, BandMix Cloud)
{
    public static IReadOnlyList<DemoBand> All { get; } =
    [
        new("blue", "B02.tif", "Blue (band 2) - 10m", 1, new(0.50, 0.015), new(1.6, 0), new(1.04, 0), new(1.02, 0)),
        new("green", "B03.tif", "Green (band 3) - 10m", 1, new(0.60, 0.085), new(1.4, 0), new(1.02, 0), new(1, 0)),
        new("rededge1", "B05.tif", "Red edge 1 (band 5) - 20m", 2, new(0.80, 0.13), new(0.9, 0), new(0.98, 0), new(1.02, 0)),
        new("swir16", "B11.tif", "SWIR 1 (band 11) - 20m", 2, new(1.5, 0.25), new(0, 0.35), new(0, 0.15), new(0, 0.65)),
        new("swir22", "B12.tif", "SWIR 2 (band 12) - 20m", 2, new(1.3, 0.07), new(0, 0.20), new(0, 0.12), new(0, 0.50)),
    ];

    public int Pixels => DemoTile.Pixels / Factor;

    /// <summary>DN on the band's own grid, row-major; 0 where the scene has no data.</summary>
    /// <param name="addedDn">What the scene's files have added to reflectance x 10000.</param>
    public ushort[] Paint(ScenePixels scene, int addedDn)
    {
        var band = new ushort[Pixels * Pixels];
        for (var i = 0; i < band.Length; i++)
        {
            var (column, row) = (i % Pixels * Factor, i / Pixels * Factor);
            var code = scene.Scl[row / 2 * DemoTile.SclPixels + column / 2];
            if (code == 0) continue;
            var (red, nir) = (Mean(scene.Red, column, row) - addedDn, Mean(scene.Nir, column, row) - addedDn);
            var mix = MixOf(code);
            band[i] = (ushort)(Math.Round(mix.Red * red + mix.Nir * nir) + addedDn);
        }
        return band;
    }

    BandMix MixOf(byte code) => code switch
    {
        6 => Water,
        11 => Snow,
        8 or 9 => Cloud,
        _ => Ground,
    };

    double Mean(ushort[] pixels, int column, int row)
    {
        var first = row * DemoTile.Pixels + column;
        return Factor == 1 ? pixels[first]
            : (pixels[first] + pixels[first + 1] + pixels[first + DemoTile.Pixels] + pixels[first + DemoTile.Pixels + 1]) / 4.0;
    }
}
