using System.Runtime.InteropServices;
using Vegetation.Worker.Reading;

namespace Vegetation.Worker.Accumulating;

/// <summary>What is counted of an index while a scene is computed. Whole numbers: one for each thread, joined in any order.</summary>
internal sealed class IndexSums(SpectralIndex index)
{
    public SpectralIndex Index => index;
    public MaskCounts Pixels { get; } = new();

    /// <summary>All pixels of the file, whoever owns them; those of water are valid here too.</summary>
    public CellSum Whole;
    public int Minimum = int.MaxValue, Maximum = int.MinValue;
    public Dictionary<int, CellSum> Cells { get; } = [];

    /// <summary>By the zones' numbers; empty where the unit has no zones.</summary>
    public Dictionary<int, ZoneSum> Zones { get; } = [];
    public QualityGates Gates { get; } = new(index, Sensor.Sentinel2.Classes);

    /// <summary>Of the index x 10000.</summary>
    public BandStatistics Statistics => new(Whole.Valid, Minimum, Maximum, Whole.Sum, Whole.SumSquares);

    public ref CellSum Cell(int cell) => ref CollectionsMarshal.GetValueRefOrAddDefault(Cells, cell, out _);

    public ZoneSum Zone(int number)
    {
        ref var sum = ref CollectionsMarshal.GetValueRefOrAddDefault(Zones, number, out _);
        return sum ??= new();
    }

    public void Add(IndexSums other)
    {
        Pixels.Add(other.Pixels);
        Whole.Add(other.Whole);
        Gates.Add(other.Gates);
        (Minimum, Maximum) = (Math.Min(Minimum, other.Minimum), Math.Max(Maximum, other.Maximum));
        foreach (var (cell, sum) in other.Cells) Cell(cell).Add(sum);
        foreach (var (zone, sum) in other.Zones) Zone(zone).Add(sum);
    }
}

/// <summary>The sums of all indices of a scene, and what its pixels tell of the offset.</summary>
internal sealed class SceneSums(IReadOnlyList<SpectralIndex> indices)
{
    public IReadOnlyList<IndexSums> Indices { get; } = [.. indices.Select(index => new IndexSums(index))];
    public OffsetEvidence Offset;

    /// <summary>Blocks of nothing but zeros where the classification saw every pixel.</summary>
    public int EmptyBlocks { get; set; }

    public void Add(SceneSums other)
    {
        Offset.Add(other.Offset);
        EmptyBlocks += other.EmptyBlocks;
        foreach (var (mine, theirs) in Indices.Zip(other.Indices)) mine.Add(theirs);
    }

    /// <summary>Counts the classes of the whole scene, which are the same for all indices.</summary>
    public void CountClasses(byte[] codes, WorkingGrid grid)
    {
        var counts = ClassCodes.Count(codes, grid);
        foreach (var index in Indices) counts.CopyTo(index.Pixels.ByClass, 0);
    }
}
