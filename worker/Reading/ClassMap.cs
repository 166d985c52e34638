using System.Collections.Concurrent;
using Vegetation.Worker.Contract;

namespace Vegetation.Worker.Reading;

/// <summary>The classification of a granule, whole: class codes, and what the mask makes of them (<see cref="MaskReason"/>).</summary>
internal sealed record ClassMap(ClassPlane Codes, ClassPlane Reasons)
{
    const int RowsAtOnce = 256;

    /// <exception cref="UnitFailure">failed(missing-block).</exception>
    public static ClassMap Read(BandView view, WorkingGrid grid, MaskRule rule, int threads)
    {
        var codes = ReadCodes(view, grid, threads);
        return Of(codes, MaskGrid.Build(codes, grid.ClassWidth, grid.ClassHeight, rule, threads), grid);
    }

    public static ClassMap Of(byte[] codes, byte[] reasons, WorkingGrid grid) =>
        new(new(codes, grid.ClassWidth, grid.ClassRatio), new(reasons, grid.ClassWidth, grid.ClassRatio));

    /// <summary>What a row of both bands tells of the offset.</summary>
    public void Look(PixelWindow window, int row, ReadOnlySpan<ushort> red, ReadOnlySpan<ushort> nir, ref OffsetEvidence evidence) =>
        evidence.Count(red, nir, Reasons.Under(window, row), Codes.Under(window, row), Codes.Ratio);

    /// <summary>True if the classification says that the satellite saw something here.</summary>
    public bool SawSomething(PixelWindow window)
    {
        for (var row = window.RowStart; row < window.RowStop; row++)
            if (Codes.Under(window, row).ContainsAnyExcept((byte)0)) return true;
        return false;
    }

    /// <summary>True if it says that the satellite saw every pixel here.</summary>
    public bool SawEverything(PixelWindow window)
    {
        for (var row = window.RowStart; row < window.RowStop; row++)
            if (Codes.Under(window, row).Contains((byte)0)) return false;
        return true;
    }

    /// <summary>Counts the pixels of a grid by class, into <see cref="MaskCounts.ByClass"/>.</summary>
    public void CountByClass(GeoGrid pixels, long[] counts)
    {
        var (ratio, width) = (Codes.Ratio, Codes.Width);
        for (var row = 0; row * ratio < pixels.Height; row++)
        {
            var codes = Codes.Samples.AsSpan(row * width, width);
            var rows = Math.Min(ratio, pixels.Height - (row * ratio));
            foreach (var code in codes) counts[Place(code)] += ratio * rows;
            counts[Place(codes[^1])] -= ((width * ratio) - pixels.Width) * rows; // the last one covers fewer columns where they are odd
        }
    }

    static int Place(byte code) => Math.Min((int)code, MaskCounts.Classes - 1);

    static byte[] ReadCodes(BandView view, WorkingGrid grid, int threads)
    {
        using var first = view.Open();
        // Absent blocks read as class 0 and would drop good pixels without a word.
        if (first.HasMissingBlocks(1, 0, 0, grid.ClassWidth, grid.ClassHeight))
            throw new UnitFailure(Reason.MissingBlock, $"{view.Name} lacks a block");
        var (width, rowsAtOnce) = (grid.ClassWidth, Math.Max(first.BlockHeight, RowsAtOnce));
        var codes = new byte[width * grid.ClassHeight];
        BlockDecoder.ForEach(threads, CancellationToken.None, Partitioner.Create(0, grid.ClassHeight, rowsAtOnce).GetDynamicPartitions(),
            view.Open,
            (rows, reader) => reader.Read(1, 0, rows.Item1, width, rows.Item2 - rows.Item1, codes.AsSpan(rows.Item1 * width)),
            reader => reader.Dispose());
        return codes;
    }
}
