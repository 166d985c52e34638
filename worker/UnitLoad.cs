using Vegetation.Core.Work;

namespace Vegetation.Worker;

/// <summary>
/// What a unit takes of the memory, as an upper estimate in bytes: of a whole tile, and of files as large as their samples, since noise is.
/// </summary>
/// <param name="Fetched">Its files, from the beginning of the fetch.</param>
/// <param name="Computing">What is needed beside them while it is computed and written.</param>
/// <param name="Metres">Its resolution.</param>
internal readonly record struct UnitLoad(long Fetched, long Computing, int Metres)
{
    const int TileMetres = 109_800;
    const long LargestClassFile = 4_000_000;
    const double WithOverviews = 4 / 3.0; // a half, a quarter ... of each side

    /// <summary>Of a unit that cannot be read: it only gets its record.</summary>
    public static UnitLoad None { get; } = new(0, 0, Resolution.Metres[^1]);

    public long Whole => Fetched + Computing;

    public static UnitLoad Of(WorkUnit unit)
    {
        var (granules, pixels, classes) = (unit.Granules.Count, Pixels(unit.Resolution), Pixels(MetresOf(BandRole.Classes)));
        var samples = SpectralIndex.BandsOf(unit.SpectralIndices).Sum(band => Pixels(Math.Max(unit.Resolution, MetresOf(band))));
        var value = unit.Indices.Count * (sizeof(short) + (unit.Output.DataType == OutputDataType.Float32 ? sizeof(float) : 0));
        // a granule's values, its reasons and the merged ones
        var merging = granules == 1 ? 0 : ((value + (2 * unit.Indices.Count)) * pixels) + classes;
        return new(
            granules * ((sizeof(ushort) * samples) + LargestClassFile),
            (long)(WithOverviews * value * pixels) + (2 * granules * classes) + merging,
            unit.Resolution);
    }

    static int MetresOf(BandRole role) => Sensor.Sentinel2[role].Metres;

    static long Pixels(int metres) => (long)(TileMetres / metres) * (TileMetres / metres);
}
