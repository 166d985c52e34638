using Vegetation.Core.Geography;
using Vegetation.Core.Units;
using Vegetation.Raster;
using Vegetation.Worker.Assets;
using Vegetation.Worker.Products;
using Vegetation.Worker.Scenes;

namespace Vegetation.Worker;

/// <summary>One scene from files in memory to a record. One scene at a time: the pixel buffer is kept for the next.</summary>
internal sealed class SceneProcessor(Settings settings, ProductWriter writer, TimeProvider time)
{
    short[] buffer = [];

    public UnitRecord Process(FetchedUnit fetched, CancellationToken stop)
    {
        var unit = fetched.Unit;
        var start = time.GetTimestamp();
        var scene = Compute(fetched, stop);
        var computed = time.GetTimestamp();
        fetched.Dispose(); // half a gigabyte that the writing does not need
        var outputs = writer.Write(unit, scene, stop);
        var (status, reason) = StatusOf(scene);
        return new()
        {
            UnitId = unit.UnitId,
            RunId = unit.RunId,
            Attempt = settings.Attempt,
            Tile = unit.Scene.Tile,
            Status = status,
            Reason = reason,
            Detail = scene.Warnings.Count == 0 ? null : string.Join("; ", scene.Warnings.Select(warning => warning.Text)),
            Offset = scene.Offset.Value,
            OffsetBasis = scene.Offset.Basis,
            OffsetConfidence = scene.Offset.Confidence,
            Pixels = scene.Pixels,
            Ndvi = scene.Statistics,
            Files = outputs,
            Seconds = new(Seconds(fetched.Elapsed), Seconds(time.GetElapsedTime(start, computed)), Seconds(time.GetElapsedTime(computed))),
            Megapixels = scene.Pixels.Total / 1e6,
            BytesRead = fetched.Bytes,
            SoftwareVersion = Software.Version,
        };
    }

    /// <summary>The record of a unit that gave no product.</summary>
    public UnitRecord Failure(string unitId, WorkUnit? unit, UnitFailure failure) => new()
    {
        UnitId = unitId,
        RunId = unit?.RunId ?? settings.RunId,
        Attempt = settings.Attempt,
        Tile = unit?.Scene.Tile ?? "",
        Status = failure.Status,
        Reason = failure.Reason,
        Detail = failure.Message,
        SoftwareVersion = Software.Version,
    };

    NdviScene Compute(FetchedUnit fetched, CancellationToken stop)
    {
        try
        {
            var (unit, grids) = (fetched.Unit, SceneGrid.CheckAll(fetched));
            var grid = grids[0];
            var pixels = grid.Pixels.Width * grid.Pixels.Height;
            if (buffer.Length != pixels) buffer = GC.AllocateUninitializedArray<short>(pixels, pinned: true);
            return grids.Count > 1
                ? new SplitComputation(fetched, grids, settings.Threads, stop).Run(buffer)
                : new NdviComputation(fetched.Granules[0], grid, unit, settings.Threads, stop).Run(buffer);
        }
        catch (RasterException e) when (e.Operation == "open")
        {
            throw new UnitFailure(UnitStatus.Invalid, "not-a-tiff", e.Message, e);
        }
        catch (RasterException e) when (e.Operation == "read")
        {
            throw new UnitFailure(UnitStatus.Failed, "decode", e.Message, e);
        }
    }

    static (UnitStatus, string?) StatusOf(NdviScene scene) => scene switch
    {
        { Pixels.Valid: 0 } => (UnitStatus.NoData, "no-clear-pixel"),
        { Warnings: [var first, ..] } => (UnitStatus.Suspect, first.Reason),
        _ => (UnitStatus.Done, null),
    };

    static double Seconds(TimeSpan span) => Math.Round(span.TotalSeconds, 3);
}
