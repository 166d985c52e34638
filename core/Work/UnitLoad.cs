using Vegetation.Core.Composites;
using Vegetation.Core.Indices;
using Vegetation.Core.Sensors;
using Vegetation.Core.Zones;

namespace Vegetation.Core.Work;

/// <summary>
/// What a unit takes of a worker's memory, as an upper estimate in bytes: of a whole tile, and of files as large as their samples, since
/// noise is. The worker begins units by it, the planner refuses those that no worker of the run can hold.
/// </summary>
/// <param name="Fetched">Its files, from the beginning of the fetch.</param>
/// <param name="Computing">What is needed beside them while it is computed and written.</param>
/// <param name="Metres">Its resolution.</param>
public readonly record struct UnitLoad(long Fetched, long Computing, int Metres)
{
    const int TileMetres = 109_800;
    const long LargestClassFile = 4_000_000;
    const double WithOverviews = 4 / 3.0; // a half, a quarter ... of each side

    /// <summary>Of a unit that cannot be read: it only gets its record.</summary>
    public static UnitLoad None { get; } = new(0, 0, Resolution.Metres[^1]);

    public long Whole => Fetched + Computing;

    /// <summary>Bytes of disk while a median is taken: the values of all acquisitions. Else 0.</summary>
    public long Spilled { get; private init; }

    public static UnitLoad Of(WorkUnit unit)
    {
        var (pixels, classes) = (Pixels(unit.Resolution), Pixels(MetresOf(BandRole.Classes)));
        var granules = unit.Acquisitions.Max(acquisition => 1 + acquisition.AdditionalGranules.Count);
        var samples = SpectralIndex.BandsOf(unit.SpectralIndices).Sum(band => Pixels(Math.Max(unit.Resolution, MetresOf(band))));
        var value = unit.Indices.Count * (sizeof(short) + (unit.Output.DataType == OutputDataType.Float32 ? sizeof(float) : 0));
        // a granule's values, its reasons and the merged ones
        var merging = granules == 1 ? 0 : ((value + (2 * unit.Indices.Count)) * pixels) + classes;
        var fetched = granules * ((sizeof(ushort) * samples) + LargestClassFile);
        return new(
            fetched,
            Zones(unit) + (long)(WithOverviews * (value + (unit.Output.Qa ? 1 : 0)) * pixels) + (2 * granules * classes) + merging
                + (unit.Composite is null ? 0 : Composing(unit, fetched, value * pixels, pixels, classes)),
            unit.Resolution)
        {
            Spilled = unit.Composite?.Rule == CompositeRule.Median ? unit.Acquisitions.Count * value * pixels : 0,
        };
    }

    /// <summary>
    /// The files of the next acquisition; values and reasons of the one at work, of each pixel of the composite reason, rank, count,
    /// distance from cloud and, at the end, day; and classes with their ranks and distances.
    /// </summary>
    static long Composing(WorkUnit unit, long fetched, long values, long pixels, long classes) =>
        (unit.OtherAcquisitions.Count > 0 ? fetched : 0) + values + (unit.Indices.Count * (5 + sizeof(ushort)) * pixels) + (3 * classes);

    /// <summary>The rings in short pieces, a span or two of each row that a zone reaches, and its sums and bins.</summary>
    static long Zones(WorkUnit unit)
    {
        const int bytesOfVertex = 100, bytesOfRow = 50, bytesOfSums = 8_000;
        const double metresOfDegree = 111_320;
        return unit.Zones is not { } zones ? 0 : zones.Sum(zone => (bytesOfVertex * zone.Vertices()) + (bytesOfSums * unit.Indices.Count)
            + (long)(bytesOfRow * Math.Min(TileMetres, zone.LatitudesSpanned() * metresOfDegree) / unit.Resolution));
    }

    static int MetresOf(BandRole role) => Sensor.Sentinel2[role].Metres;

    static long Pixels(int metres) => (long)(TileMetres / metres) * (TileMetres / metres);
}
