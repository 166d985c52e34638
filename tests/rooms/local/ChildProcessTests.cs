using System.Collections.Concurrent;
using System.Diagnostics;
using Vegetation.Local.Processes;

namespace Vegetation.Tests.Local;

public sealed class ChildProcessTests
{
    [Fact]
    public async Task Lines_and_exit_code_come_through()
    {
        var lines = new ConcurrentQueue<string>();
        await using var process = ChildProcess.Start(
            new ProcessStart("sh", ["-c", "echo one; echo two; echo bad >&2; exit 7"]) { OnOutput = lines.Enqueue });
        Assert.Equal(7, await process.Exit);
        Assert.Equal(["one", "two"], lines);
        Assert.Equal("bad", process.Tail);
    }

    [Fact]
    public async Task Disposing_ends_it()
    {
        var clock = Stopwatch.StartNew();
        var process = ChildProcess.Start(new ProcessStart("sleep", ["60"]));
        await process.DisposeAsync();
        Assert.True(process.Exit.IsCompletedSuccessfully);
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task A_process_that_heeds_no_signal_is_killed()
    {
        var ready = new TaskCompletionSource<string>();
        var process = ChildProcess.Start(
            new ProcessStart(
            "sh", ["-c", "trap '' TERM; echo ready; while :; do sleep 1; done"]) { OnOutput = l => ready.TrySetResult(l) });
        await ready.Task;
        await process.DisposeAsync();
        Assert.Equal(137, await process.Exit);
    }

    [Fact]
    public async Task Settings_of_an_aws_account_are_not_passed_on()
    {
        const string secret = "AWS_PROFILE_OF_THE_CALLER";
        Environment.SetEnvironmentVariable(secret, "production");
        var lines = new ConcurrentQueue<string>();
        await using var process = ChildProcess.Start(new ProcessStart("env", [])
        {
            OnOutput = lines.Enqueue, Environment = new Dictionary<string, string> { ["AWS_REGION"] = "us-west-2" },
        });
        await process.Exit;
        Environment.SetEnvironmentVariable(secret, null);
        Assert.Equal(["AWS_REGION=us-west-2"], lines.Where(l => l.StartsWith("AWS_", StringComparison.Ordinal)));
    }
}
