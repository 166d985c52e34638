using Vegetation.Core.Work;
using Vegetation.Raster;
using Vegetation.Worker.Computing;
using Vegetation.Worker.Contract;
using Vegetation.Worker.Fetching;
using Vegetation.Worker.Reading;
using Vegetation.Worker.Writing;

namespace Vegetation.Worker;

/// <summary>One scene from files in memory to a record. Scenes may be processed at the same time.</summary>
internal sealed class SceneProcessor(Settings settings, UnitFetcher fetcher, SceneWriter writer, TimeProvider time)
{
    readonly PixelBuffers buffers = new();

    /// <param name="threads">Of all threads those for this scene.</param>
    public UnitRecord Process(FetchedUnit fetched, int threads, CancellationToken cancellationToken)
    {
        var unit = fetched.Unit;
        var start = time.GetTimestamp();
        using var lease = new PixelLease(buffers);
        var scene = RasterFaults.Checked(() => Compute(fetched, lease, threads, cancellationToken));
        var computed = time.GetTimestamp();
        fetched.Dispose(); // half a gigabyte that the writing does not need
        var outputs = writer.Write(unit, scene, threads, cancellationToken);
        var reason = ReasonOf(scene);
        return new()
        {
            UnitId = unit.UnitId,
            RunId = unit.RunId,
            Attempt = settings.Attempt,
            Tile = unit.Scene.Tile,
            Status = reason?.Status ?? UnitStatus.Done,
            Reason = reason?.Name,
            Detail = scene.Warnings.Count == 0 ? null : string.Join("; ", scene.Warnings.Select(warning => warning.Text)),
            Offset = scene.Offset.Value,
            OffsetBasis = scene.Offset.Basis,
            OffsetConfidence = scene.Offset.Confidence,
            Pixels = scene.Indices[0].Pixels,
            Statistics = scene.Indices.Where(index => index.Statistics is not null)
                .ToDictionary(index => index.Index.Name, index => index.Statistics!),
            Files = outputs,
            Seconds = new(Seconds(fetched.Elapsed), Seconds(time.GetElapsedTime(start, computed)), Seconds(time.GetElapsedTime(computed))),
            Megapixels = scene.ComputedPixels / 1e6,
            BytesRead = fetched.Bytes + scene.OtherBytes,
            Acquisitions = scene.Acquisitions,
            SoftwareVersion = Software.Version,
            Encoder = outputs.Count > 0 ? IndexCog.EncoderOf(unit.Output) : null,
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

    ComputedScene Compute(FetchedUnit fetched, PixelLease lease, int threads, CancellationToken cancellationToken)
    {
        if (fetched.Unit.Composite is not null)
            return new CompositeComputation(fetched.Unit, fetcher, lease, writer.Scratch, threads, cancellationToken)
                .Run(fetched).GetAwaiter().GetResult();
        var grid = WorkingGrid.Of(fetched).Within(fetched.Unit.Area);
        return new TileComputation(fetched, grid, threads, cancellationToken).Run(lease);
    }

    static Reason? ReasonOf(ComputedScene scene) => scene switch
    {
        { HasValues: false } => Reason.NoClearPixel,
        { Warnings: [var first, ..] } => first.Reason,
        _ => null,
    };

    static double Seconds(TimeSpan span) => Math.Round(span.TotalSeconds, 3);
}
