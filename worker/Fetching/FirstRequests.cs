namespace Vegetation.Worker.Fetching;

/// <summary>
/// How many bytes of a file the first request asks for. Header and block tables come first (below 4 KiB in full bands), then the overviews,
/// the coarsest before the others. Where little lies before the end of a level, one request gets all of it, smaller levels included; where
/// much does, the header is enough to ask for exactly the level.
/// </summary>
/// <param name="Bands">By the size of the level's pixels in metres.</param>
/// <param name="Classes">Enough for all of a tile's classification (1.5 to 3.1 MB) or cloud probability (0.9 MB).</param>
internal sealed record FirstRequests(IReadOnlyDictionary<int, int> Bands, int Classes)
{
    /// <summary>The levels of 160 m of known bands end before byte 0.8 million, those of 80 m before 3.7 million.</summary>
    public static FirstRequests Default { get; } = new(new Dictionary<int, int>
    {
        [10] = 64 << 10,
        [20] = 16 << 10,
        [40] = 16 << 10,
        [80] = 4_000_000,
        [160] = 900_000,
    }, Classes: 4_000_000);

    /// <summary>Bytes for a level of a band.</summary>
    public int Of(SensorBand band, int level) => band.IsReflectance ? Bands[band.Metres << level] : Classes;
}
