using System.Diagnostics;
using Vegetation.Functions.Hosting;
using Vegetation.Local;
using Vegetation.Local.Processes;

namespace Vegetation.Tests.Functions;

/// <summary>The program of the functions as Lambda starts it.</summary>
public sealed class FunctionProcessTests
{
    [Fact]
    public async Task Sigterm_ends_it_with_zero_and_nothing_to_say()
    {
        await using var api = await ScriptedRuntimeApi.Start(keepsWaiting: true);
        await using var process = Start(api, "SearchScenes");
        await Task.WhenAny(api.Idle.Task, process.Exit);
        using var kill = Process.Start("kill", ["-TERM", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        Assert.Equal(FunctionHost.Ended, await process.Exit);
        Assert.Equal("", process.Tail);
    }

    [Fact]
    public async Task A_name_that_is_no_handler_is_an_init_error()
    {
        await using var api = await ScriptedRuntimeApi.Start(keepsWaiting: true);
        await using var process = Start(api, "NoSuchHandler");
        Assert.Equal(FunctionHost.Broken, await process.Exit);
        Assert.Equal("init/error", api.Posts.Single().Path);
        Assert.Contains("NoSuchHandler", api.Posts.Single().Body);
    }

    [Fact]
    public async Task Secrets_of_its_environment_are_in_no_line_and_no_error() // fault 64
    {
        await using var api = await ScriptedRuntimeApi.Start();
        api.Event("one", """{"runId":"no-such-run"}""").Event("two", "not JSON").Event("three", """{"request":{"jobs":0}}""");
        var lines = new List<string>();
        await using var process = Start(api, "SearchScenes", lines.Add);
        await process.Exit;
        Assert.Equal(3, lines.Count(line => line.StartsWith('{')));
        Assert.Equal(3, api.Posts.Count(post => post.ErrorType is not null));
        Assert.DoesNotContain("CANARY", string.Join('\n', [.. lines, process.Tail, .. api.Posts.Select(post => post.Body)]));
    }

    static ChildProcess Start(ScriptedRuntimeApi api, string handler, Action<string>? onOutput = null) =>
        ChildProcess.Start(new ProcessStart("dotnet", [Layout.Find().Program("Functions"), handler])
        {
            OnOutput = onOutput,
            Environment = new Dictionary<string, string>
            {
                ["AWS_LAMBDA_RUNTIME_API"] = api.HostAndPort,
                ["BUCKET"] = "bucket",
                ["AWS_ACCESS_KEY_ID"] = "CANARYKEY",
                ["AWS_SECRET_ACCESS_KEY"] = "CANARYSECRET",
                ["AWS_SESSION_TOKEN"] = "CANARYTOKEN",
                ["AWS_REGION"] = "us-west-2",
                ["AWS_ENDPOINT_URL_S3"] = "http://127.0.0.1:9",
                ["AWS_MAX_ATTEMPTS"] = "1",
            },
        });
}
