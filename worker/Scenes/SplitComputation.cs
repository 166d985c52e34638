using Vegetation.Core.Grid;
using Vegetation.Core.Ndvi;
using Vegetation.Core.Scenes;
using Vegetation.Core.Work;
using Vegetation.Worker.Assets;

namespace Vegetation.Worker.Scenes;

/// <summary>
/// NDVI of an acquisition that was delivered in several granules: each pixel is that of the first granule that has data for it (SCL and both DN not 0), with
/// that granule's class and offset. Clouds and shadows grow over the seams. Besides the scene's own buffer it needs three bytes a pixel and, for
/// each granule, two bytes a 20 m pixel; a granule's files are let go as soon as it is computed.
/// </summary>
internal sealed class SplitComputation(FetchedUnit fetched, IReadOnlyList<SceneGrid> grids, int threads, CancellationToken stop)
{
    readonly WorkUnit unit = fetched.Unit;
    readonly SceneGrid grid = grids[0];
    readonly float[] exact = NdviScene.RoomForExact(fetched.Unit.Output, grids[0]);
    readonly byte[] fates = new byte[grids[0].Pixels.Width * grids[0].Pixels.Height];

    /// <exception cref="UnitFailure">failed(missing-block), invalid(baseline).</exception>
    /// <exception cref="Raster.RasterException">a block does not decode.</exception>
    public NdviScene Run(short[] ndvi)
    {
        ndvi.AsSpan().Fill(NdviMath.Nodata);
        exact.AsSpan().Fill(float.NaN);
        fates.AsSpan().Fill((byte)SclFate.Nodata);
        var all = Classes();
        var red = new short[ndvi.Length];
        var taken = all.Select((classes, granule) => Take(granule, classes, red, ndvi)).ToList();
        var seen = all[0] with { Codes = FirstCodes(all, 0) };
        var sums = Count(seen, ndvi);
        seen.CountByClass(grid.Pixels).CopyTo(sums.Pixels.ByClass, 0);
        return new(grid, ndvi, taken[0].Offset, sums.Pixels, sums.Statistics, CellsDocument.From(new(unit.CellsPerDegree), sums.Cells),
            [
                .. unit.Granules.Zip(taken).SelectMany(g => Warning.OfOffset(g.First, g.Second.Claims, g.Second.Offset)),
                .. Warning.OfPixels(sums, taken.Sum(t => t.EmptyBlocks)),
            ])
        { Exact = exact, PartOffsets = [.. taken.Skip(1).Select(t => t.Offset)] };
    }

    /// <summary>For each granule its own classes, with the fates that they have next to those of the others.</summary>
    List<SceneClasses> Classes()
    {
        var rule = unit.Mask.ToRule();
        var own = fetched.Granules.Zip(grids, (files, grid) => SceneClasses.Read(files, grid, rule, threads)).ToList();
        return [.. own.Select((classes, i) => classes with { Fates = FatesOf(own, i, rule) })];
    }

    byte[] FatesOf(IReadOnlyList<SceneClasses> own, int granule, MaskRule rule)
    {
        var merged = SclMask.Build(FirstCodes(own, granule), grid.SclWidth, grid.SclHeight, rule, threads);
        for (var i = 0; i < merged.Length; i++)
            if (own[granule].Codes[i] == 0) merged[i] = (byte)SclFate.Nodata;
        return merged;
    }

    /// <summary>The codes of one granule and, where it has none, of the first other that has.</summary>
    static byte[] FirstCodes(IReadOnlyList<SceneClasses> own, int granule)
    {
        var codes = (byte[])own[granule].Codes.Clone();
        foreach (var other in own)
            for (var i = 0; i < codes.Length; i++)
                if (codes[i] == 0) codes[i] = other.Codes[i];
        return codes;
    }

    /// <summary>Near infrared is decoded twice, for the pixels' word on the offset is needed before any of them is merged.</summary>
    (OffsetClaims Claims, BoaOffset Offset, int EmptyBlocks) Take(int granule, SceneClasses classes, short[] red, short[] ndvi)
    {
        var bands = new GranuleBands(fetched.Granules[granule], grids[granule], classes, threads, stop);
        var claims = SceneOffset.Claims(unit.Granules[granule], fetched.Granules[granule]);
        bands.ReadRed(red);
        var offset = claims.Resolve(bands.Look(red));
        bands.ReadNir(() => new byte[grid.Pixels.Width], (decoded, mine) =>
        {
            var window = decoded.Window;
            for (var row = window.RowStart; row < window.RowStop; row++)
            {
                var start = (row * grid.Pixels.Width) + window.ColumnStart;
                TakeRow(start, red.AsSpan(start, window.Width), decoded.Row(row), classes.FatesOf(window, row), mine.AsSpan(0, window.Width), offset.Value, ndvi);
            }
        }, _ => { });
        fetched.Granules[granule].Dispose();
        return (claims, offset, bands.EmptyBlocks);
    }

    /// <summary>Takes what no granule before had data for.</summary>
    /// <param name="start">Where the row begins among the scene's pixels.</param>
    /// <param name="red">This granule's red, which becomes its NDVI.</param>
    void TakeRow(int start, Span<short> red, ReadOnlySpan<ushort> nir, ReadOnlySpan<byte> sclFates, Span<byte> mine, int offset, short[] ndvi)
    {
        var quotients = new float[exact.Length == 0 ? 0 : red.Length];
        ExactRow.Divide(red, nir, quotients, offset);
        PixelRow.ToNdvi(red, nir, sclFates, mine, offset);
        ExactRow.Blank(quotients, mine);
        for (var i = 0; i < red.Length; i++)
        {
            if (fates[start + i] != (byte)SclFate.Nodata || mine[i] == (byte)SclFate.Nodata) continue;
            (fates[start + i], ndvi[start + i]) = (mine[i], red[i]);
            if (quotients.Length > 0) exact[start + i] = quotients[i];
        }
    }

    SceneSums Count(SceneClasses seen, short[] ndvi)
    {
        var (all, tally, gate) = (new SceneSums(), new SceneTally(grid, unit), new Lock());
        BlockDecoder.ForEach(threads, stop, PixelWindow.Of(grid.Pixels, grid.Pixels.Width, 1), () => new SceneSums(), (window, sums) =>
        {
            for (var row = window.RowStart; row < window.RowStop; row++)
            {
                var start = (row * grid.Pixels.Width) + window.ColumnStart;
                tally.Add(window, row, ndvi.AsSpan(start, window.Width), fates.AsSpan(start, window.Width), seen.CodesOf(window, row), sums);
            }
        }, sums =>
        {
            lock (gate) all.Add(sums);
        });
        return all;
    }
}
