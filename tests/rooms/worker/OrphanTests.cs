using Vegetation.Core.Work;

namespace Vegetation.Tests.Worker;

/// <summary>A worker whose ./run is gone: a kill closes the standard input that ./run held open, and asks nobody to end.</summary>
public sealed class OrphanTests : IAsyncLifetime, IDisposable
{
    readonly WorkerRun run = new();
    RangeServer server = null!;

    public async Task InitializeAsync() => server = await RangeServer.Start();

    public async Task DisposeAsync() => await server.DisposeAsync();

    public void Dispose() => run.Dispose();

    [Fact]
    public async Task It_ends_with_its_input_and_writes_nothing_more()
    {
        run.Variables["END_WITH_INPUT"] = "1";
        run.Add(server.Serve(TestScene.Random(64, 48)));
        server.BreakAlways("a-red.tif", Fault.Hangs); // for two minutes, if nothing ended it
        using var process = run.StartWithInput();
        while (!File.Exists(run.Output(OutputNames.Started(TestScene.Id))) && !process.HasExited) await Task.Delay(5);
        Assert.False(process.HasExited);
        process.StandardInput.Close();
        using var soon = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await process.WaitForExitAsync(soon.Token);
        Assert.Equal(75, process.ExitCode);
        Assert.False(File.Exists(run.Output(OutputNames.Record(TestScene.Id))));
        Assert.ThrowsAny<IOException>(() => run.Message); // of a worker that ended by itself
    }

    [Fact]
    public void Without_being_told_so_it_works_on_without_an_input() // SageMaker's containers have none
    {
        run.Add(server.Serve(TestScene.Random(64, 48)));
        using var process = run.StartWithInput();
        process.StandardInput.Close();
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }
}
