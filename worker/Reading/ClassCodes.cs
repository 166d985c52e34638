using System.Collections.Concurrent;
using System.Runtime.Intrinsics;
using Vegetation.Worker.Contract;
using Vegetation.Worker.Fetching;

namespace Vegetation.Worker.Reading;

/// <summary>The bytes of a classification, whole, row by row.</summary>
internal static class ClassCodes
{
    const int RowsAtOnce = 256;

    /// <summary>The classes of a scene. Where its probability of cloud reaches that of the rule, they are cloud.</summary>
    /// <exception cref="UnitFailure">failed(missing-block).</exception>
    public static byte[] Read(SceneFiles files, MaskRule rule, GeoGrid grid, int threads, PixelLease lease)
    {
        var codes = Read(BandView.Of(files, BandRole.Classes), grid, threads, lease);
        if (rule.CloudProbability is not { } least || !files.Bands.ContainsKey(BandRole.CloudProbability)) return codes;
        using var part = lease.Part();
        var probabilities = Read(BandView.Of(files, BandRole.CloudProbability), grid, threads, part);
        MarkClouds(codes, probabilities, rule, (byte)least);
        return codes;
    }

    /// <summary>Pixels of a high probability of cloud become cloud, but for those without data and those that are dilated anyway.</summary>
    /// <param name="probabilities">In percent, as many as codes.</param>
    public static void MarkClouds(Span<byte> codes, ReadOnlySpan<byte> probabilities, MaskRule rule, byte least)
    {
        var mayBeCloud = new ByteTable(code => code != 0 && !rule.Dilates(code) ? byte.MaxValue : (byte)0);
        var likely = probabilities.Vectors();
        var to = codes.Vectors();
        for (var i = 0; i < to.Length; i++)
        {
            var isCloud = Vector256.GreaterThanOrEqual(likely[i], Vector256.Create(least)) & mayBeCloud[to[i]];
            to[i] = Vector256.ConditionalSelect(isCloud, Vector256.Create(MaskRule.CloudCode), to[i]);
        }
        for (var i = ByteVectors.Done(codes.Length); i < codes.Length; i++)
            if (probabilities[i] >= least && mayBeCloud[codes[i]] != 0) codes[i] = MaskRule.CloudCode;
    }

    /// <exception cref="UnitFailure">failed(missing-block).</exception>
    public static byte[] Read(BandView view, GeoGrid grid, int threads, PixelLease lease)
    {
        using var first = view.Open();
        // Absent blocks read as class 0 and would drop good pixels without a word.
        if (first.HasMissingBlocks(1, 0, 0, grid.Width, grid.Height))
            throw new UnitFailure(Reason.MissingBlock, $"{view.Name} lacks a block");
        var (width, rowsAtOnce) = (grid.Width, Math.Max(first.BlockHeight, RowsAtOnce));
        var codes = lease.Take<byte>(width * grid.Height);
        Parallels.ForEach(threads, CancellationToken.None, Partitioner.Create(0, grid.Height, rowsAtOnce).GetDynamicPartitions(),
            view.Open,
            (rows, reader) => reader.Read(1, 0, rows.Item1, width, rows.Item2 - rows.Item1, codes.AsSpan(rows.Item1 * width)),
            reader => reader.Dispose());
        return codes;
    }

    /// <summary>
    /// Counts the pixels of a grid by class, as <see cref="MaskCounts.ByClass"/> has them; on a grid that is coarser than the
    /// classification, the pixels of the classification.
    /// </summary>
    public static long[] Count(byte[] codes, WorkingGrid grid)
    {
        long[] counts = new long[MaskCounts.Classes], found = new long[MaskCounts.Classes - 1];
        var (ratio, width) = (grid.ClassRatio, grid.Classes.Width);
        for (var row = 0; row < grid.Classes.Height; row++)
        {
            var line = codes.AsSpan(row * width, width);
            var rows = grid.IsCoarse ? 1 : Math.Min(ratio, grid.Pixels.Height - (row * ratio));
            Array.Clear(found);
            ByteCounts.Add(line, found);
            for (var code = 0; code < found.Length; code++) counts[code] += found[code] * ratio * rows;
            counts[^1] += (width - found.Sum()) * ratio * rows;
            if (!grid.IsCoarse) counts[Place(line[^1])] -= ((width * ratio) - grid.Pixels.Width) * rows; // the last covers fewer columns
        }
        return counts;
    }

    static int Place(byte code) => Math.Min((int)code, MaskCounts.Classes - 1);
}
