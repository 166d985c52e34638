using System.Diagnostics;
using System.Security.Cryptography;
using Vegetation.Core.Work;

namespace Vegetation.Tests.Worker;

/// <summary>Fault 38: a worker that is killed at any moment. What is visible is whole, and the next start makes the same bytes.</summary>
public sealed class KilledWorkerTests : IAsyncLifetime, IDisposable
{
    static readonly TestScene Scene = TestScene.Random(1400, 1000).WithClouds();

    readonly WorkerRun run = new();
    RangeServer server = null!;

    public async Task InitializeAsync() => server = await RangeServer.Start();

    public async Task DisposeAsync() => await server.DisposeAsync();

    public void Dispose() => run.Dispose();

    [Fact]
    public void Fault_38_killed_in_any_phase_it_leaves_whole_files_only_and_the_rerun_the_same_bytes()
    {
        run.Add(server.Serve(Scene));
        Assert.Equal(0, run.Run().Code);
        var whole = Outputs();
        var phases = new (string Name, Func<bool> Reached, Func<bool> NotOver)[]
        {
            ("read", () => server.Requests.Count > 1, () => !Recorded),
            ("compute", () => server.Requests.Any(asked => asked.Path.Contains("scl", StringComparison.Ordinal)), () => !Recorded),
            ("write", () => Written.Any(), () => !Recorded),
            ("publish", () => File.Exists(run.Output(OutputNames.Raster(TestScene.Id, "ndvi"))), () => true),
            ("record", () => Recorded, () => true),
        };
        foreach (var (name, reached, notOver) in phases)
        {
            Directory.Delete(run.Output(""), recursive: true);
            server.Requests.Clear();
            KillWhen(reached);
            Assert.True(notOver(), $"{name} was over before the worker was killed");
            Assert.All(Outputs(), file => Assert.Equal(whole[file.Key], file.Value));
            if (Recorded) Assert.Equal(whole.Keys, Outputs().Keys); // it is the last, and says that all others are there
            Assert.Equal(0, run.Run().Code);
            Assert.Equal(whole, Outputs());
        }
    }

    string Scratch => Path.Combine(run.Root, "scratch");

    IEnumerable<string> Written => Directory.Exists(Scratch) ? Directory.EnumerateFiles(Scratch, "*.tif", SearchOption.AllDirectories) : [];

    bool Recorded => File.Exists(run.Output(OutputNames.Record(TestScene.Id)));

    void KillWhen(Func<bool> reached)
    {
        using var process = run.Start();
        var limit = Stopwatch.StartNew();
        while (!reached() && !process.HasExited && limit.Elapsed < TimeSpan.FromSeconds(30)) Thread.Sleep(1);
        Assert.True(reached(), "the moment never came");
        process.Kill();
        process.WaitForExit();
    }

    /// <summary>All visible files by their content; of the record only how the unit ended, since it tells its seconds.</summary>
    SortedDictionary<string, string> Outputs() => new(Directory.EnumerateFiles(run.Output(""), "*", SearchOption.AllDirectories)
        .ToDictionary(file => Path.GetRelativePath(run.Output(""), file), ContentOf), StringComparer.Ordinal);

    string ContentOf(string file) => file == run.Output(OutputNames.Record(TestScene.Id)) ? $"{run.Record(TestScene.Id).Status}"
        : Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file)));
}
