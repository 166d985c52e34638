using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using DuckDB.NET.Data;
using Vegetation.Core.Archive;
using Vegetation.Core.Requests;
using Vegetation.Core.Work;
using Vegetation.Functions;
using Vegetation.Functions.Storage;
using Vegetation.Local.Run;
using Vegetation.Products;
using Vegetation.Products.Ledger;
using Vegetation.Products.Stac;
using Vegetation.Raster;
using Vegetation.Tests.Raster;

namespace Vegetation.Tests.Functions;

/// <summary>
/// The commands of docs/operations.md, on a run of a small world. Those for S3 as the same requests to the embedded server, since the AWS
/// CLI is not here.
/// </summary>
public sealed partial class OperationsTests(EmbeddedS3 s3) : IClassFixture<EmbeddedS3>, IAsyncLifetime, IDisposable
{
    const string Run = "operated";
    static readonly string[] Tiles = ["33UWP", "33UXP", "33TWN", "33TXN"];
    static readonly string Failed = RunOnS3.Scene(Tiles[0]).Id;

    /// <summary>What needs an account.</summary>
    static readonly string[] NotHere = ["aws stepfunctions ", "aws sagemaker "];

    static readonly string[] RunHere = ["aws s3 cp ", "aws s3 rm ", "aws s3 ls ", "jq ", "duckdb -c ", "./run "];

    readonly TemporaryFolder folder = new();
    IReadOnlyList<string> listed = [];
    ObjectStore store = null!;

    public async Task InitializeAsync() => store = await s3.EmptyStore();

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Every_command_is_one_that_a_test_runs_or_that_needs_an_account() => Assert.All(Commands(),
        command => Assert.True(NotHere.Concat(RunHere).Any(start => command.StartsWith(start, StringComparison.Ordinal)), command));

    [Fact]
    public void What_is_typed_after_run_are_options_that_it_knows() =>
        Assert.All(Commands("./run ").Where(command => command != "./run watch EXECUTION"),
            command => Assert.Null(RunOptions.Parse(command.Split(' ')[1..]).Error));

    [Fact]
    public void What_an_execution_is_started_with_are_requests()
    {
        var requests = Commands("aws stepfunctions start-execution ").Select(command =>
        {
            using var input = JsonDocument.Parse(Quoted().Match(command).Groups[1].Value);
            return RequestReader.Read(input.RootElement, DateTimeOffset.UnixEpoch.AddYears(57));
        }).ToList();
        Assert.All(requests, request => Assert.Empty(request.Errors));
        Assert.Equal([true, false], requests.Select(request => request.Request!.DryRun)); // estimate, resume
    }

    [Fact]
    public async Task A_dry_run_ends_with_the_message_that_the_guide_reads()
    {
        var run = await RunOnS3.WithScenes(store, Run, [RunOnS3.Scene(Tiles[0])], $$"""{{RunOnS3.SmallArea[..^1]}},"dryRun":true}""");
        var planned = JsonSerializer.SerializeToElement(await run.Plan(), FunctionsJson.Default.BuildManifestsOutput);
        var field = Assert.Single(Commands("aws stepfunctions describe-execution ")).Split(" | jq -r .")[1];
        Assert.StartsWith("Planned, not run: 1 scene, ", planned.GetProperty(field).GetString(), StringComparison.Ordinal);
        Assert.Equal("stop", planned.GetProperty("next").GetString());
    }

    [Fact]
    public async Task A_deleted_record_is_computed_again_by_the_next_start()
    {
        var run = await Publish(Run, day: 5);
        Assert.Equal("aggregate", (await run.Plan()).Next);
        await Aws(Assert.Single(Commands("aws s3 rm s3://BUCKET/runs/")));
        Assert.Equal([Failed], await run.UnitsOf(Assert.Single((await run.Plan()).Jobs)));
    }

    [Fact]
    public async Task A_publication_is_rolled_back_by_a_copy()
    {
        await Publish(Run, day: 5);
        await Publish("newer", day: 12);
        Assert.Equal("newer", await Latest());
        await Aws(Assert.Single(Commands("aws s3 cp "), command => command.EndsWith("/latest.json", StringComparison.Ordinal)));
        Assert.Equal(Run, await Latest());
        await Publish("next", day: 19);
        Assert.Equal(Run, (await Ledger("next")).Change["ndvi"].RunId);
    }

    [Fact]
    public async Task A_week_is_taken_out_of_the_archive()
    {
        await Publish(Run, day: 5, weeksAround: 1);
        var next = await Publish("next", day: 12, weeksAround: 1);
        await Aws(Assert.Single(Commands("aws s3 ls ")));
        await Aws(Assert.Single(Commands("aws s3 rm --recursive ")));
        await next.Aggregate();
        Assert.Equal(["2023-W49.cells", "2023-W50.cells"], listed.Select(key => Path.GetFileName(key)));
        Assert.Equal(["2023-W50"], await WeeksOf("W49"));
        var left = (await store.List("", default)).Select(stored => stored.Key)
            .Where(key => key.Contains("2023-W", StringComparison.Ordinal) && !key.StartsWith("runs/", StringComparison.Ordinal));
        Assert.All(left, key => Assert.Contains("2023-W50.", key, StringComparison.Ordinal)); // of archive, series and maps
        Assert.DoesNotContain("2023-W49", await Text(MapCollection.Key), StringComparison.Ordinal);
    }

    async Task<string> Text(string key) => Encoding.UTF8.GetString(await store.Get(key, default));

    /// <summary>The weeks that a climatology was made of.</summary>
    async Task<string[]> WeeksOf(string season)
    {
        var all = await store.List(ArchiveSeries.AllClimatologies, default);
        var key = all.Single(stored => stored.Key.Contains(season, StringComparison.Ordinal)).Key;
        await File.WriteAllBytesAsync(folder["climatology.tif"], await store.Get(key, default));
        using var file = RasterReader.OpenFile(folder["climatology.tif"]);
        return file.Tag("WEEKS")!.Split(' ');
    }

    [Fact]
    public async Task The_ledger_answers_in_sql()
    {
        await Download();
        var answers = Commands("duckdb -c ").Select(command => Sql(Argument().Match(command).Groups[1].Value)).ToList();
        Assert.Equal("failed|asset-missing|1", Assert.Single(answers[0], row => row.StartsWith("failed", StringComparison.Ordinal)));
        Assert.Equal("suspect|quality|1", Assert.Single(answers[0], row => row.StartsWith("suspect", StringComparison.Ordinal)));
        Assert.Empty(answers[1]); // nothing was timed
        Assert.Equal(4, answers[2].Sum(row => int.Parse(row.Split('|')[^1])));
        Assert.Equal(3, answers.Count);
    }

    [JqFact]
    public async Task The_ledger_answers_in_jq()
    {
        await Download();
        var answers = Commands("jq ").Select(command => Jq(command)).ToList();
        using var counts = JsonDocument.Parse(answers[0]);
        Assert.Equal([4, 1, 1], new[] { "units", "failed", "suspect" }.Select(name => counts.RootElement.GetProperty(name).GetInt32()));
        Assert.Equal($"{Failed}\tasset-missing\t", Assert.Single(answers[1].TrimEnd('\n').Split('\n')));
        using var grouped = JsonDocument.Parse(answers[2]);
        var gated = grouped.RootElement.EnumerateArray().Single(group => group.GetProperty("reason").ValueEquals("quality"));
        Assert.Equal(1, gated.GetProperty("tiles").GetInt32());
        Assert.Equal("1\t001\tfailed\tSageMaker.ResourceLimitExceededException", answers[3].TrimEnd('\n'));
        Assert.Contains("instanceHours", answers[4], StringComparison.Ordinal);
        Assert.Equal(5, answers.Count);
    }

    /// <summary>A run of four tiles that ended in four ways, with a failed job in its history.</summary>
    async Task<RunOnS3> Publish(string name, int day, int weeksAround = 0)
    {
        var area = RunOnS3.SmallArea.Replace("\"weeksAround\":0", $"\"weeksAround\":{weeksAround}", StringComparison.Ordinal);
        var run = await RunOnS3.WithScenes(store, name, [.. Tiles.Select(tile => RunOnS3.Scene(tile, day))],
            $$"""{{area[..^1]}},"minimumProcessed":0.5,"from":"2023-12-{{day - 1:00}}","to":"2023-12-{{day + 6:00}}"}""");
        await run.Plan();
        var units = Tiles.Select(tile => RunOnS3.Scene(tile, day).Id).ToList();
        await run.Finish(units[0], UnitStatus.Failed, Reason.AssetMissing.Name);
        await run.Finish(units[1], UnitStatus.Suspect, "quality");
        await run.Finish(units[2], UnitStatus.Done);
        await run.Finish(units[3], UnitStatus.NoData, "no-clear-pixel");
        await run.Plan(1, new JobResult("001", "failed", "SageMaker.ResourceLimitExceededException"));
        Assert.Equal("published", (await run.Aggregate()).Outcome);
        return run;
    }

    async Task Download()
    {
        await Publish(Run, day: 5);
        foreach (var command in Commands("aws s3 cp "))
            if (!command.EndsWith("/latest.json", StringComparison.Ordinal)) await Aws(command);
    }

    async Task<string> Latest() => (await store.GetJson(RunKeys.Latest, FunctionsJson.Default.PublishedRun, default)).RunId;

    Task<LedgerDocument> Ledger(string run) =>
        store.GetJson(new RunKeys(new RunId(run)).Product("ledger.json"), ProductsJson.Default.LedgerDocument, default);

    /// <summary>aws s3 cp FROM TO, aws s3 rm KEY and aws s3 ls --recursive PREFIX, through the SDK.</summary>
    async Task Aws(string command)
    {
        const string bucket = "s3://BUCKET/";
        string Key(string place) => place[bucket.Length..].Replace("/RUN/", $"/{Run}/").Replace("/UNIT.", $"/{Failed}.");
        await (command.Split(' ')[2..] switch
        {
            ["ls", "--recursive", var place] => List(Key(place)),
            ["rm", "--recursive", bucket, "--exclude", "\"*\"", .. var included] => Delete(included.Where(word => word != "--include")),
            ["rm", var place] => s3.Delete(Key(place), store.Bucket),
            ["cp", var from, var to] when to.StartsWith(bucket, StringComparison.Ordinal) => Copy(Key(from), Key(to)),
            ["cp", var from, var to] => store.GetFile(Key(from), folder[to], long.MaxValue, default),
            _ => throw new NotSupportedException(command),
        });
    }

    async Task Delete(IEnumerable<string> patterns)
    {
        var grid = listed[0].Split('/')[1];
        var wanted = patterns.Select(pattern => Regex.Escape(pattern.Trim('"').Replace("GRID", grid)).Replace("\\*", ".*")).ToList();
        foreach (var key in (await store.List("", default)).Select(stored => stored.Key))
            if (wanted.Exists(pattern => Regex.IsMatch(key, $"^{pattern}$"))) await s3.Delete(key, store.Bucket);
    }

    async Task List(string prefix) => listed = [.. (await store.List(prefix, default)).Select(o => o.Key)];

    async Task Copy(string from, string to) => await store.Put(to, await store.Get(from, default), "application/json", default);

    /// <summary>The rows as texts, a bar between the columns.</summary>
    List<string> Sql(string query)
    {
        using var connection = new DuckDBConnection("Data Source=:memory:");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = query.Replace("'ledger.parquet'", $"'{folder["ledger.parquet"]}'", StringComparison.Ordinal);
        using var reader = command.ExecuteReader();
        List<string> rows = [];
        while (reader.Read()) rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(reader.GetValue)));
        return rows;
    }

    string Jq(string command)
    {
        var options = command.StartsWith("jq -r ", StringComparison.Ordinal) ? "-r" : "-c";
        return Tool.Run(JqFactAttribute.Program!, options, Quoted().Match(command).Groups[1].Value, folder["ledger.json"]);
    }

    /// <summary>The lines of all blocks of commands.</summary>
    static List<string> Commands(string start = "")
    {
        var document = File.ReadAllText(Path.Combine(Repository.Root, "docs", "operations.md"));
        var lines = Blocks().Matches(document).SelectMany(block => block.Groups[1].Value.Split('\n'));
        return [.. lines.Where(line => line.Length > 0 && line.StartsWith(start, StringComparison.Ordinal))];
    }

    [GeneratedRegex("""^```sh\n(.*?)^```""", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Blocks();

    [GeneratedRegex("\"(.*)\"")]
    private static partial Regex Argument();

    [GeneratedRegex("'(.*)'")]
    private static partial Regex Quoted();
}

/// <summary>Skips where there is no jq.</summary>
sealed class JqFactAttribute : FactAttribute
{
    public static readonly string? Program = Tool.Find("/usr/bin/jq", "/usr/local/bin/jq");

    public JqFactAttribute() => Skip = Program is null ? "jq is not installed (apt-get install jq)" : null;
}
