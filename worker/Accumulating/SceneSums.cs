using System.Runtime.InteropServices;

namespace Vegetation.Worker.Accumulating;

/// <summary>What is counted while a scene is computed. Whole numbers: one for each thread, joined in any order.</summary>
internal sealed class SceneSums(SpectralIndex index)
{
    public MaskCounts Pixels { get; } = new();

    /// <summary>All pixels of the file, whoever owns them; those of water are valid here too.</summary>
    public CellSum Whole;
    public int Minimum = int.MaxValue, Maximum = int.MinValue;
    public Dictionary<int, CellSum> Cells { get; } = [];
    public QualityGates Gates { get; } = new(index, Sensor.Sentinel2.Classes);
    public OffsetEvidence Offset;

    /// <summary>Blocks of nothing but zeros where the classification saw every pixel.</summary>
    public int EmptyBlocks { get; set; }

    /// <summary>Of the index x 10000.</summary>
    public BandStatistics Statistics => new(Whole.Valid, Minimum, Maximum, Whole.Sum, Whole.SumSquares);

    public ref CellSum Cell(int cell) => ref CollectionsMarshal.GetValueRefOrAddDefault(Cells, cell, out _);

    public void Add(SceneSums other)
    {
        Pixels.Add(other.Pixels);
        Whole.Add(other.Whole);
        Gates.Add(other.Gates);
        Offset.Add(other.Offset);
        EmptyBlocks += other.EmptyBlocks;
        (Minimum, Maximum) = (Math.Min(Minimum, other.Minimum), Math.Max(Maximum, other.Maximum));
        foreach (var (cell, sum) in other.Cells) Cell(cell).Add(sum);
    }
}
