using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Vegetation.Core;
using Vegetation.Core.Geography;
using Vegetation.Core.Masking;
using Vegetation.Core.Requests;
using Vegetation.Core.Scenes;
using Vegetation.Core.Sums;
using Vegetation.Core.Work;
using Vegetation.Core.Zones;
using Vegetation.Functions;
using Vegetation.Functions.Aggregation;
using Vegetation.Functions.Aggregation.Collecting;
using Vegetation.Functions.Hosting;
using Vegetation.Functions.Planning;
using Vegetation.Functions.Searching;
using Vegetation.Functions.Storage;
using Vegetation.Products;

namespace Vegetation.Tests.Functions;

/// <summary>A run in the embedded S3 as the search leaves it, and workers' outputs as a test wants them.</summary>
sealed class RunOnS3(ObjectStore store, string name, Window window)
{
    // of each call: a slow machine takes longer for all
    public static Invocation Invocation => new("1", [], DateTimeOffset.UtcNow.AddMinutes(15), null);

    /// <summary>Four tiles in the east of Austria and around, in cells of 0.005 degree; one climatology a run.</summary>
    public const string SmallArea = """{"area":[15,46,18,50],"baseline":{"weeksAround":0}}""";

    public RunKeys Keys { get; } = new(new RunId(name));

    /// <summary>Where its products are public.</summary>
    public PublicAddress? Address { get; init; }

    /// <summary>The files of an index among the products.</summary>
    public IndexFiles Files(string index = "ndvi") => new(index, window);

    /// <summary>The same run through another client.</summary>
    public RunOnS3 On(ObjectStore other) => new(other, name, window);

    public static async Task<RunOnS3> WithScenes(ObjectStore store, string name, IReadOnlyList<Scene> scenes, string request = "{}")
    {
        using var asked = JsonDocument.Parse(request);
        var validated = RequestReader.Read(asked.RootElement, new DateTimeOffset(2023, 12, 13, 0, 0, 0, TimeSpan.Zero)).OrThrow();
        var run = new RunOnS3(store, name, validated.Window);
        await store.Put(run.Keys.Request, RequestWriter.Write(validated), "application/json", default);
        var page = new SearchPage(1, "earth-search", scenes, [], [], null);
        await store.PutJson(run.Keys.SearchPage(page.Id), page, FunctionsJson.Default.SearchPage, default);
        return run;
    }

    public static Scene Scene(string tile, int day = 5, double cloudy = 0.1) => new()
    {
        Id = $"S2A_{tile}_202312{day:00}_0_L2A",
        Collection = "sentinel-2-l2a",
        Catalog = "earth-search",
        Tile = tile,
        Sensed = new DateTimeOffset(2023, 12, day, 10, 0, 0, TimeSpan.Zero),
        Epsg = Tile.Parse(tile).Epsg,
        Assets = NdviScene.Assets(
            new("https://example.org/B04.tif"), new("https://example.org/B08.tif"), new("https://example.org/SCL.tif")),
        Baseline = "05.09",
        OffsetApplied = true,
        CloudyShare = cloudy,
        Bounds = [16, 47, 17, 48],
    };

    public Task<BuildManifestsOutput> Plan(int? attempt = null, params JobResult[] jobs) => Plan(attempt, null, jobs);

    /// <param name="planDigest">Of the plan, as the attempt before gave it.</param>
    /// <param name="quota">Enough for all where it is not given.</param>
    public Task<BuildManifestsOutput> Plan(int? attempt, string? planDigest, JobResult[] jobs, InstanceQuota? quota = null) =>
        new ManifestBuilder(store, TimeProvider.System)
            .Run(new BuildManifestsInput(Keys.RunId.ToString(), attempt, attempt is null ? null : jobs, planDigest)
            {
                Quota = quota ?? new(10_000),
            }, Invocation, default);

    public Task<AggregateOutputsOutput> Aggregate() => Aggregate(null, Invocation.Deadline);

    public Task<AggregateOutputsOutput> Aggregate(int? cursor, DateTimeOffset deadline) =>
        Aggregate(new AggregateOutputsInput(Keys.RunId.ToString(), cursor), deadline);

    public Task<AggregateOutputsOutput> Aggregate(AggregateOutputsInput input, DateTimeOffset? deadline = null) =>
        new OutputAggregation(store, TimeProvider.System, address: Address)
            .Run(input, Invocation with { Deadline = deadline ?? Invocation.Deadline }, default);

    /// <summary>The units that a job's manifest lists.</summary>
    public async Task<IReadOnlyList<string>> UnitsOf(PlannedJob job)
    {
        var key = new Uri(job.Manifest).AbsolutePath.TrimStart('/');
        return [.. Manifest.Read((await store.TryGet(key, default))!).Keys.Select(k => Path.GetFileNameWithoutExtension(k))];
    }

    /// <summary>What a worker leaves: for each index one cell with a value or without, and a file; the item and the record.</summary>
    /// <param name="value">Of the index x 10000.</param>
    /// <param name="nodata">Pixels without data, beside the four that have some.</param>
    /// <param name="at">A place in the cell; the middle of <see cref="SmallArea"/> otherwise.</param>
    public async Task Finish(
        string unitId, UnitStatus status, string? reason = null, Position? at = null, short value = 5000, string offsetBasis = "flag",
        long nodata = 0)
    {
        var valid = status is UnitStatus.Done or UnitStatus.Suspect ? 2 : 0;
        var choice = await store.GetJson(Keys.Plan, FunctionsJson.Default.Plan, default);
        var grid = new CellGrid(choice.CellsPerDegree);
        var cell = grid.CellOf(at?.Longitude ?? 16.5, at?.Latitude ?? 48);
        List<OutputFile> files = [];
        var (sums, ofZones) = (new Dictionary<string, CellsDocument>(), new Dictionary<string, ZonesDocument>());
        var unit = await store.TryGetJson(Keys.Unit(unitId), CoreJson.Default.WorkUnit, default);
        var indices = unit?.Indices ?? ["ndvi"];
        var item = valid > 0 ? Item(unitId, indices) : null;
        if (item is not null) files.AddRange(await Leave(OutputNames.Item(unitId), item), await Leave(OutputNames.Qa(unitId), [0]));
        foreach (var index in indices)
        {
            if (valid > 0) files.Add(await Leave(OutputNames.Raster(unitId, index), new byte[10]));
            if (status is not (UnitStatus.Done or UnitStatus.Suspect or UnitStatus.NoData)) continue;
            var seen = new CellSum {
                Observed = 4, Clear = valid, Valid = valid, Sum = valid * value, SumSquares = (long)valid * value * value };
            sums[index] = CellsDocument.From(grid, new Dictionary<int, CellSum> { [cell] = seen });
            if (unit?.Zones is { } zones)
                ofZones[index] = new([.. zones.Select(zone => ZonesDocument.Row(zone.Number, SeenInZone(valid, value)))]);
        }
        var contribution = new Contribution(sums)
        {
            Zones = ofZones.Count == 0 ? null : ofZones, Item = item is null ? null : JsonElement.Parse(item),
        };
        if (sums.Count > 0)
            files.Add(await Leave(
                OutputNames.Contribution(unitId), JsonSerializer.SerializeToUtf8Bytes(contribution, CoreJson.Default.Contribution)));
        var record = new UnitRecord
        {
            UnitId = unitId, RunId = Keys.RunId.ToString(), Attempt = 1, Tile = "33UXP", Status = status, Reason = reason, Files = files,
            Pixels = new MaskCounts { Valid = valid, Masked = 4 - valid, Nodata = nodata }, Offset = 0, OffsetBasis = offsetBasis,
            OffsetConfidence = "high",
            Statistics = indices.Where(_ => valid > 0).ToDictionary(index => index, _ => new IndexStatistics(0.5, 0, 0.5, 0.5)),
        };
        await store.PutJson(Keys.Record(unitId), record, CoreJson.Default.UnitRecord, default);
    }

    /// <summary>Five pixels in each zone of a unit: one of no data, two valid ones where there are any, and clouds.</summary>
    static ZoneSum SeenInZone(int valid, short value)
    {
        var sum = new ZoneSum
            { Pixels = 5, Observed = 4, Clear = valid, Valid = valid, Sum = valid * value, SumSquares = (long)valid * value * value };
        if (valid == 0) return sum;
        (sum.Minimum, sum.Maximum) = (value, value);
        sum.Histogram.Add(ZoneHistogram.BinOf(value), valid);
        return sum;
    }

    /// <summary>Another content for a file of a finished unit, with a record that names it with its right size and hash.</summary>
    public async Task LeaveOther(string unitId, string file, byte[] content)
    {
        var record = await store.GetJson(Keys.Record(unitId), CoreJson.Default.UnitRecord, default);
        var left = await Leave(file, content);
        await store.PutJson(
            Keys.Record(unitId), record with { Files = [.. record.Files.Select(f => f.Name == file ? left : f)] },
            CoreJson.Default.UnitRecord, default);
    }

    /// <summary>Another contribution of a finished unit, with a record that has its right size and hash.</summary>
    public async Task Recontribute(string unitId, Action<JsonNode> change)
    {
        var contribution = JsonNode.Parse(await store.Get(Keys.Contribution(unitId), default))!;
        change(contribution);
        await LeaveOther(unitId, OutputNames.Contribution(unitId), Encoding.UTF8.GetBytes(contribution.ToJsonString()));
    }

    public async Task<Reconciliation> Reconciliation() => new(store, Keys, await SceneSearch.LoadRequest(store, Keys, default));

    /// <summary>What the comparison of a unit's record and files finds, each file being asked for.</summary>
    public async Task<UnitOutput> Check(string unitId)
    {
        var plan = await store.GetJson(Keys.Plan, FunctionsJson.Default.Plan, default);
        return await (await Reconciliation()).Check(plan.Units.Single(unit => unit.Id == unitId), default);
    }

    /// <summary>As short as an item may be that the index is made from.</summary>
    static byte[] Item(string unitId, IEnumerable<string> indices) => Encoding.UTF8.GetBytes($$$"""
        {"type":"Feature","stac_version":"1.1.0","stac_extensions":[],"id":"{{{unitId}}}","bbox":[16,47,17,48],
         "geometry":{"type":"Polygon","coordinates":[[[16,47],[17,47],[17,48],[16,47]]]},
         "properties":{"datetime":"2023-12-05T10:00:00.000Z","proj:code":"EPSG:32633","proj:shape":[10,20],"proj:transform":[10,0,600000,0,-10,5300040]},"links":[],
         "assets":{ {{{string.Join(',', indices.Select(index => Asset(unitId, index)))}}} } }
        """);

    static string Asset(string unitId, string index) => $$"""
        "{{index}}":{"href":"../{{OutputNames.Raster(unitId, index)}}",
         "bands":[{"name":"{{index}}","data_type":"int16","nodata":-19999,"raster:scale":0.0001}]}
        """;

    async Task<OutputFile> Leave(string name, byte[] content)
    {
        await store.Put(Keys.Output + name, content, "application/octet-stream", default);
        return OutputFile.Of(name, new MemoryStream(content));
    }
}
