using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Vegetation.Core.Work;
using Vegetation.Local;
using Vegetation.Local.Cloud;
using Vegetation.Local.Processes;
using Xunit.Abstractions;

namespace Vegetation.Tests.Functions;

/// <summary>
/// What Search scenes and Build manifests take for an answer of 32 MB, the most that a catalog may give, whatever is in it: each in a
/// process of its own, of which the peak the kernel measures. At most half of what they get on AWS. Fault 17.
/// </summary>
public sealed class JunkMemoryTests(EmbeddedS3 s3, WarmFunctions functions, ITestOutputHelper output)
    : IClassFixture<EmbeddedS3>, IClassFixture<WarmFunctions>
{
    static readonly int
        SearchMegabytes = FunctionSize.SearchScenes.MemoryMb / 2, BuildMegabytes = FunctionSize.BuildManifests.MemoryMb / 2;

    const int AnswerBytes = (32 << 20) - 4096, ItemBytes = AnswerBytes / 99 - 100;

    static int runs;
    readonly string run = $"junk-{Interlocked.Increment(ref runs)}";

    /// <summary>
    /// What the list of features begins with, what is repeated up to 32 MB, what it ends with; and the error of the search.
    /// </summary>
    public static TheoryData<string, string, string, string, string> Kinds => new()
    {
        { "many tiny items", "{}", ",{}", "", "more items than it was asked for" },
        { "many members beside the items", "],\"x\":1", ",\"x\":1", ",\"y\":[]", "" },
        { "an answer that does not close", "", "[", "", "" }, // asked for again, and then in order
        { "one text", "{\"id\":\"", "x", "\"}", "" },
        { "one array", "{\"id\":\"a\",\"x\":[1", ",{\"\":{}}", "]}", "" },
        { "a hundred items nested deep", "", $"{{\"id\":\"a\",\"x\":{new string('[', ItemBytes / 2)}{new string(']', ItemBytes / 2)}}},",
            "{}", "" },
        { "a hundred scenes as long as they may be", "", $"{LongScene}{new string('1', ItemBytes - LongScene.Length)}]}},", "{}", "" },
    };

    /// <summary>A scene with addresses and an outline of the largest sizes that are kept; what follows is not.</summary>
    static string Ring => string.Join(',', Enumerable.Range(0, 1990).Select(i => $"[16.{i},48]"));

    static readonly string LongScene = ScriptedCatalog.Item("S2A_33UXP_20231206_0_L2A")
        .Replace("https://example.org/", "https://example.org/" + new string('x', 2000), StringComparison.Ordinal).Trim()[..^1]
        + $",\"geometry\":{{\"type\":\"Polygon\",\"coordinates\":[[{Ring},[16.0,48]]]}},\"x\":[";

    static byte[] Junk(string begin, string again, string end, string root)
    {
        using var junk = new MemoryStream(AnswerBytes);
        var repeated = Encoding.UTF8.GetBytes(again);
        junk.Write(Encoding.UTF8.GetBytes($$"""{"links":[{{ScriptedCatalog.Next(root, "2")}}],"features":[{{begin}}"""));
        var tail = Encoding.UTF8.GetBytes($"{end}]}}");
        while (junk.Length + repeated.Length + tail.Length <= AnswerBytes) junk.Write(repeated);
        junk.Write(tail);
        return junk.ToArray();
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task An_answer_of_32_MB_takes_less_than_half_of_the_memory(
        string name, string begin, string again, string end, string error)
    {
        _ = name;
        await using var catalog = await ScriptedCatalog.Start(async (n, _, context) =>
        {
            if (n == 1) await context.Response.BodyWriter.WriteAsync(Junk(begin, again, end, $"http://{context.Request.Host}"));
            else await context.Response.WriteAsync(ScriptedCatalog.Page([ScriptedCatalog.Item("S2A_33UXP_20231207_0_L2A")]));
        });
        var asked = $$$"""
            {"request":{"area":[16,47,18,49],"from":"2023-12-04","to":"2023-12-11","catalogs":["{{{catalog.Address}}}"]},
             "executionName":"{{{run}}}"}
            """;
        var search = await Peak("SearchScenes", asked);
        Assert.InRange(search.Megabytes, 1, SearchMegabytes);
        Assert.Contains(error.Length > 0 ? error : "\"scenes\":", search.Answer, StringComparison.Ordinal);
        if (error.Length > 0) return;
        var build = await Peak("BuildManifests", $$"""{"runId":"{{run}}","quota":{"instances":500} }""");
        Assert.InRange(build.Megabytes, 1, BuildMegabytes);
        Assert.Contains("\"next\":\"run-jobs\"", build.Answer, StringComparison.Ordinal);
    }

    /// <summary>A catalog that gives the largest answers to all slices at once.</summary>
    [Theory]
    [InlineData("one array", "{\"id\":\"a\",\"x\":[1", ",{\"\":{}}", "]}")]
    [InlineData("a hundred scenes as long as they may be", "", null, "{}")]
    public async Task Eight_answers_of_32_MB_at_once_take_less_than_half_of_the_memory(string name, string begin, string? again, string end)
    {
        _ = name;
        again ??= $"{LongScene}{new string('1', ItemBytes - LongScene.Length)}]}},";
        const string counted = "\"numberMatched\":800,"; // so that it is sliced
        string[] items = [ScriptedCatalog.Item("S2A_33UXP_20231206_0_L2A")];
        var asked = 0;
        await using var catalog = await ScriptedCatalog.Start(async (n, body, context) =>
        {
            var root = $"http://{context.Request.Host}";
            if (n == 1) await context.Response.WriteAsync(ScriptedCatalog.Page(items, ScriptedCatalog.Next(root, "2")).Insert(1, counted));
            else if (body.Contains("token", StringComparison.Ordinal)) await context.Response.WriteAsync(ScriptedCatalog.Page(items));
            else await context.Response.BodyWriter.WriteAsync(Junk(begin, again, end, root));
            if (n > 1) Interlocked.Increment(ref asked);
        });
        var search = await Peak("SearchScenes", $$$"""
            {"request":{"area":[16,47,18,49],"from":"2023-12-04","to":"2023-12-12","catalogs":["{{{catalog.Address}}}"]},
             "executionName":"{{{run}}}"}
            """);
        Assert.Contains("\"scenes\":", search.Answer, StringComparison.Ordinal);
        Assert.Equal(8 * 2, asked);
        Assert.InRange(search.Megabytes, 1, SearchMegabytes);
    }

    async Task<(int Megabytes, string Answer)> Peak(string handler, string payload)
    {
        var (answer, kilobytes) = await functions.Peak(handler, payload, s3.Environment);
        output.WriteLine($"{handler}: {kilobytes / 1024} MB");
        return (kilobytes / 1024, answer);
    }
}

/// <summary>Both functions, each in a process that is kept from test to test.</summary>
public sealed class WarmFunctions : IAsyncLifetime
{
    readonly Dictionary<string, (LambdaFunction Function, ChildProcess? Process)> warm = [];

    /// <returns>What the function answers, and the most that its process held in memory meanwhile, in kB.</returns>
    public async Task<(string Answer, int Kilobytes)> Peak(string handler, string payload, IReadOnlyDictionary<string, string> environment)
    {
        if (!warm.TryGetValue(handler, out var known))
            warm[handler] = known = (new LambdaFunction(handler, TimeSpan.FromMinutes(5), Start, TimeProvider.System), null);
        if (known.Process is { } process) await File.WriteAllTextAsync($"/proc/{process.Id}/clear_refs", "5"); // the peak begins anew
        var answer = await known.Function.Invoke(Encoding.UTF8.GetBytes(payload), default);
        var status = await File.ReadAllLinesAsync($"/proc/{warm[handler].Process!.Id}/status");
        var peak = status.Single(line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
        return (answer.Payload is { } content ? Encoding.UTF8.GetString(content) : answer.Error!.ToString(),
            int.Parse(peak.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture));

        ChildProcess Start(string runtimeApi)
        {
            var settings = new Dictionary<string, string>(
                environment) { ["AWS_LAMBDA_RUNTIME_API"] = runtimeApi, ["ALLOW_LOOPBACK"] = "1", ["ASSET_HOSTS"] = "*" };
            var started = ChildProcess.Start(
                new ProcessStart("dotnet", [Layout.Find().Program("Functions"), handler]) { Environment = settings });
            warm[handler] = (warm[handler].Function, started);
            return started;
        }
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        foreach (var (function, _) in warm.Values) await function.DisposeAsync();
    }
}
