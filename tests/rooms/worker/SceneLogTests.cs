using System.Text;
using System.Text.Json;
using Vegetation.Core.Work;
using Vegetation.Tests.Raster;
using Vegetation.Worker.Contract;

namespace Vegetation.Tests.Worker;

/// <summary>The line a scene, by the rules of CloudWatch's Embedded Metric Format.</summary>
public sealed class SceneLogTests : IAsyncLifetime, IDisposable
{
    readonly ShardRun run = new();
    RangeServer server = null!;

    public async Task InitializeAsync() => server = await RangeServer.Start();

    public async Task DisposeAsync() => await server.DisposeAsync();

    public void Dispose() => run.Dispose();

    [Fact]
    public async Task Each_line_is_a_set_of_metrics_that_CloudWatch_can_read()
    {
        var unit = server.Serve(TestScene.Random(120, 80));
        var missing = TestScene.Random(2, 2).Unit(server.Url + "/none", server.Url + "/none", server.Url + "/none",
            "S2A_32TPS_20220613_0_L2A");
        await run.Run([unit, missing]);
        var lines = run.Log.Select(line => JsonDocument.Parse(line).RootElement)
            .OrderBy(line => line.GetProperty("unit").GetString(), StringComparer.Ordinal).ToList();
        Assert.Equal(2, lines.Count);
        Assert.Equal(["scenes", "fetchSeconds", "computeSeconds", "writeSeconds", "bytesRead"],
            Metrics(lines[0]).Where(m => m != "megapixelsPerSecond"));
        Assert.Equal(["scenes", "bytesRead"], Metrics(lines[1])); // what failed took no measurable phases
    }

    [Fact]
    public void What_a_catalog_wrote_cannot_begin_a_line_of_its_own() // fault 67
    {
        var lines = new StringWriter();
        new SceneLog(lines, "algo-1", new SkippingTime()).Write(Record("x\n{\"status\":\"done\"}\r\u2028\u0085"));
        Assert.Single(lines.ToString().Split('\n', '\r', '\u2028', '\u0085'), line => line.Length > 0);
    }

    [Fact]
    public void The_exit_message_is_cut_between_characters_below_a_kilobyte() // fault 65
    {
        using var folder = new TemporaryFolder();
        for (var shift = 0; shift < 4; shift++)
        {
            ExitMessage.Write(folder["message"], new string('x', shift) + string.Concat(Enumerable.Repeat("🌍é", 400)));
            var bytes = File.ReadAllBytes(folder["message"]);
            Assert.InRange(bytes.Length, 990, 1023);
            Assert.DoesNotContain('\uFFFD', new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes));
        }
    }

    /// <summary>Checks the shape that the format prescribes and returns the metrics' names.</summary>
    static List<string> Metrics(JsonElement line)
    {
        var aws = line.GetProperty("_aws");
        Assert.InRange(aws.GetProperty("Timestamp").GetInt64(), 900_000_000_000, 4_000_000_000_000); // milliseconds
        var directives = aws.GetProperty("CloudWatchMetrics").EnumerateArray().ToList();
        Assert.All(directives, directive => Assert.Equal("Vegetation", directive.GetProperty("Namespace").GetString()));
        // neither run nor unit
        Assert.Equal(["status|scenes", "|"],
            directives.Select(d => $"{string.Join(',', Dimensions(d))}|{string.Join(',', Names(d).Where(name => name == "scenes"))}"));
        Assert.Equal(JsonValueKind.String, line.GetProperty("status").ValueKind);
        foreach (var metric in directives.SelectMany(d => d.GetProperty("Metrics").EnumerateArray()))
        {
            Assert.Equal(JsonValueKind.Number, line.GetProperty(metric.GetProperty("Name").GetString()!).ValueKind);
            Assert.Contains(metric.GetProperty("Unit").GetString(), new[] { "Count", "Seconds", "Bytes", "Count/Second" });
        }
        return [.. directives.SelectMany(Names)];
    }

    /// <summary>A directive has one set of dimensions, which may be empty.</summary>
    static IEnumerable<string> Dimensions(JsonElement directive) =>
        Assert.Single(directive.GetProperty("Dimensions").EnumerateArray()).EnumerateArray().Select(d => d.GetString()!);

    static IEnumerable<string> Names(JsonElement directive) =>
        directive.GetProperty("Metrics").EnumerateArray().Select(m => m.GetProperty("Name").GetString()!);

    static UnitRecord Record(string detail) => new() { UnitId = "u", RunId = "r", Attempt = 1, Tile = "32TPS", Status = UnitStatus.Failed,
        Reason = "decode", Detail = detail };
}
