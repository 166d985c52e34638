using System.Text.Json;
using Vegetation.Core.Archive;
using Vegetation.Core.Indices;
using Vegetation.Core.Requests;
using Vegetation.Core.Sums;
using Vegetation.Core.Work;
using Vegetation.Functions.Aggregation;
using Vegetation.Functions.Aggregation.Archiving;

namespace Vegetation.Tests.Functions;

/// <summary>Runs of one tile and one cell in weeks of several years, in a bucket of its own.</summary>
public abstract class WeeklyRunsTest(EmbeddedS3 s3) : AggregationTest(s3)
{
    private protected const string Area = "{\"area\":[16.4,47.9,16.6,48.1]",
        Baseline = ",\"baseline\":{\"minimumYears\":3,\"weeksAround\":1}",
        OneWeek = ",\"baseline\":{\"minimumYears\":3,\"weeksAround\":0}";

    /// <summary>A finished run of one tile in a week, whose one cell has a value x 10000.</summary>
    /// <param name="wide">Whether the whole tile was observed, and not a part that is ten times smaller.</param>
    private protected async Task<(RunOnS3 Run, AggregateOutputsOutput Output)> Run(
        string week, short value, string fields = "", string name = "", bool wide = false)
    {
        var (run, _) = await Ready(week, value, fields, name, wide ? 0 : 40);
        return (run, await run.Aggregate());
    }

    /// <summary>A week as a run leaves it in the archive.</summary>
    private protected async Task Archived(string week, short value)
    {
        var request = RequestReader.Read(JsonElement.Parse(Area + "}"), DateTimeOffset.UnixEpoch).OrThrow();
        var grid = new CellGrid(200);
        var cells = new CellBlocks(grid, SpectralIndex.Ndvi);
        var sum = new CellSum { Observed = 4, Clear = 2, Valid = 2, Sum = 2 * value, SumSquares = 2L * value * value };
        cells.Add(CellsDocument.From(grid, new Dictionary<int, CellSum> { [grid.CellOf(16.5, 48)] = sum }), "archived");
        var archive = new WeekArchive(Store, ArchiveSeries.Of(request, grid, SpectralIndex.Ndvi));
        await archive.Keep(IsoWeek.TryParse(week)!.Value, "archived", cells, default);
    }

    private protected async Task<(RunOnS3 Run, string Unit)> Ready(
        string week, short value, string fields = "", string name = "", long nodata = 0)
    {
        var window = IsoWeek.TryParse(week)!.Value.Window;
        var time = $",\"from\":\"{window.From:yyyy-MM-dd}\",\"to\":\"{window.To:yyyy-MM-dd}\"";
        var scene = RunOnS3.Scene("33UWP");
        var run = await RunOnS3.WithScenes(
            Store, $"{Name}-{week}{name}", [scene],
            Area + time + (fields.Contains("baseline", StringComparison.Ordinal) ? "" : OneWeek) + fields + "}");
        await run.Plan();
        await run.Finish(scene.Id, UnitStatus.Done, value: value, nodata: nodata);
        return (run, scene.Id);
    }

    private protected async Task<IReadOnlyList<string>> Keys(string prefix) => [.. (await Store.List(prefix, default)).Select(o => o.Key)];

    private protected async Task<IReadOnlyDictionary<string, byte[]>> Everything(string prefix)
    {
        var all = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var key in await Keys(prefix)) all[key] = await Store.Get(key, default);
        return all;
    }
}
