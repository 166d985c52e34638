using System.Runtime.InteropServices;
using Vegetation.Core.Grid;
using Vegetation.Core.Ndvi;
using Vegetation.Core.Scenes;
using Vegetation.Core.Units;
using Vegetation.Raster;
using Vegetation.Worker.Assets;

namespace Vegetation.Worker.Scenes;

/// <summary>
/// Computes the NDVI of one scene: classes and mask, then red (which may overrule the catalog's offset), then near infrared.
/// One buffer holds first red, then NDVI. The result does not depend on the threads.
/// </summary>
internal sealed class NdviComputation(SceneFiles files, SceneGrid grid, WorkUnit unit, int threads, CancellationToken stop)
{
    readonly BlockDecoder decoder = new(grid, threads, stop);
    int emptyBlocks;

    /// <exception cref="UnitFailure">failed(missing-block): a block is absent where the satellite saw something.</exception>
    /// <exception cref="RasterException">a block does not decode.</exception>
    public NdviScene Run(short[] buffer)
    {
        var classes = SceneClasses.Read(files, grid, new MaskRule(unit.Mask.Classes, unit.Mask.DilationPixels), threads);
        var stated = StatedOffset();
        var evidence = DecodeRed(classes, buffer);
        OffsetRule.TryBaseline(unit.Scene.Baseline, out var baseline);
        var offset = evidence.Judge(stated, mayBeRaw: baseline >= 4);
        var sums = DecodeNir(classes, buffer, offset.Value);
        classes.CountByClass(grid.Pixels).CopyTo(sums.Pixels.ByClass, 0);
        return new(grid, buffer, offset, sums.Pixels, sums.Statistics, CellsDocument.From(new(unit.CellsPerDegree), sums.Cells),
            [.. Warnings(stated, offset, sums)]);
    }

    BoaOffset StatedOffset()
    {
        try
        {
            return OffsetRule.Resolve(unit.Scene);
        }
        catch (FormatException e)
        {
            throw new UnitFailure(UnitStatus.Invalid, "baseline", e.Message, e);
        }
    }

    OffsetEvidence DecodeRed(SceneClasses classes, short[] buffer)
    {
        var evidence = new OffsetEvidence();
        decoder.Run(files.Red, () => new EvidenceBox(), (decoded, mine) =>
        {
            var window = decoded.Window;
            RequireBlocks(decoded, classes, "red");
            for (var row = window.RowStart; row < window.RowStop; row++)
            {
                var red = decoded.Row(row);
                red.CopyTo(MemoryMarshal.Cast<short, ushort>(buffer.AsSpan((row * grid.Pixels.Width) + window.ColumnStart, window.Width)));
                if (row % 2 == 0) mine.Evidence.Count(red, classes.FatesOf(window, row), classes.CodesOf(window, row));
            }
        }, mine => evidence.Add(mine.Evidence));
        return evidence;
    }

    SceneSums DecodeNir(SceneClasses classes, short[] buffer, int offset)
    {
        var all = new SceneSums();
        var tally = NewTally();
        decoder.Run(files.Nir, () => new SceneSums(), (decoded, mine) =>
        {
            var window = decoded.Window;
            RequireBlocks(decoded, classes, "nir");
            Span<byte> fates = new byte[window.Width];
            for (var row = window.RowStart; row < window.RowStop; row++)
            {
                var ndvi = buffer.AsSpan((row * grid.Pixels.Width) + window.ColumnStart, window.Width);
                var codes = classes.CodesOf(window, row);
                PixelRow.ToNdvi(ndvi, decoded.Row(row), classes.FatesOf(window, row), fates, offset);
                mine.CountFates(fates);
                tally.Add(window, row, ndvi, fates, codes, mine);
                if (row % 2 == 0) CountGates(ndvi, codes, mine.Gates);
            }
        }, all.Add);
        return all;
    }

    CellTally NewTally() => new(
        PixelLattice.LonLat(grid.Pixels),
        new PixelOwner(grid.Pixels, Tile.Parse(unit.Scene.Tile), unit.Neighbours.Select(Tile.Parse)),
        new CellGrid(unit.CellsPerDegree));

    static void CountGates(ReadOnlySpan<short> ndvi, ReadOnlySpan<byte> codes, QualityGates gates)
    {
        for (var column = 0; column < ndvi.Length; column += 2)
            if (ndvi[column] != NdviMath.Nodata) gates.Count(ndvi[column], codes[column >> 1]);
    }

    void RequireBlocks(DecodedWindow decoded, SceneClasses classes, string band)
    {
        foreach (var block in decoded.Window.Split(grid.BlockHeight))
        {
            if (decoded.Reader.HasMissingBlocks(1, block.ColumnStart, block.RowStart, block.Width, block.Height) && classes.SawSomething(block))
                throw new UnitFailure(UnitStatus.Failed, "missing-block", $"{band} lacks the block at column {block.ColumnStart}, row {block.RowStart}");
            if (decoded.IsZero(block) && classes.SawEverything(block)) Interlocked.Increment(ref emptyBlocks);
        }
    }

    IEnumerable<Warning> Warnings(BoaOffset stated, BoaOffset offset, SceneSums sums)
    {
        var pixels = sums.Pixels;
        if (offset.Basis == "pixels") yield return new("offset", $"the catalog's offset {stated.Value} ({stated.Basis}) is not the pixels' {offset.Value}");
        if (pixels.ByClass[12] > 0) yield return new("scl-code", $"{pixels.ByClass[12]} pixels have SCL codes that do not exist");
        // Reflectances below 0 that wrapped around rather than being clipped show as DN near 65535, which the classification does not call saturated.
        if (pixels.Saturated - pixels.ByClass[1] is var wrapped && wrapped * 1000 > pixels.Total - pixels.Nodata)
            yield return new("range", $"{wrapped} pixels have DN of 32768 and more, though not classified as saturated");
        if (emptyBlocks > 0) yield return new("missing-block", $"{emptyBlocks} blocks hold nothing but zeros, though the classification saw all of them");
        foreach (var gate in sums.Gates.Tripped()) yield return new("quality", gate);
    }

    sealed class EvidenceBox
    {
        public OffsetEvidence Evidence;
    }
}
