using Vegetation.Core.Work;

namespace Vegetation.Tests.Worker;

/// <summary>
/// Fault 40: a disk that is full in the midst of a file or at its last byte. A limit to the length of files stands for it: writing fails in
/// the same way.
/// </summary>
public sealed class DiskFullTests : IAsyncLifetime, IDisposable
{
    const string Small = "S2A_32TPS_20220601_0_L2A", Large = "S2A_32TPS_20220602_0_L2A", Last = "S2A_32TPS_20220603_0_L2A";

    readonly WorkerRun run = new(), roomy = new();
    RangeServer server = null!;

    public async Task InitializeAsync()
    {
        server = await RangeServer.Start();
        foreach (var to in new[] { run, roomy })
        {
            to.Add(server.Serve(TestScene.Random(40, 30), "small", Small));
            to.Add(server.Serve(TestScene.Random(500, 400), "large", Large));
            to.Add(server.Serve(TestScene.Random(40, 30), "last", Last));
        }
    }

    public async Task DisposeAsync() => await server.DisposeAsync();

    public void Dispose()
    {
        run.Dispose();
        roomy.Dispose();
    }

    [PrlimitFact]
    public void Fault_40_a_full_disk_fails_the_scene_that_does_not_fit_and_leaves_no_half_of_it()
    {
        Assert.Equal(0, roomy.Run().Code);
        var size = new FileInfo(roomy.Output(OutputNames.Raster(Large, "ndvi"))).Length;
        foreach (var limit in new[] { size / 2, size - 1 })
        {
            Assert.Equal(0, run.RunWithFilesUpTo(limit));
            Assert.Equal((UnitStatus.Failed, "disk"), (run.Record(Large).Status, run.Record(Large).Reason));
            Assert.True(run.Record(Large).NeedsAnotherAttempt);
            Assert.Empty(run.Record(Large).Files);
            Assert.DoesNotContain(run.Products(), file => file.Key.Contains(Large, StringComparison.Ordinal));
            Assert.False(Directory.Exists(Path.Combine(run.Root, "scratch")));
            Assert.All([Small, Last], id => Assert.True(run.Record(id).IsProduct));
            Assert.Contains("1 failed (disk 1)", run.Message, StringComparison.Ordinal);
        }
        Assert.Equal(0, run.RunWithFilesUpTo(1 << 30));
        Assert.Equal(roomy.Products(), run.Products());
    }

    /// <summary>A fact that limits the length of a program's files.</summary>
    sealed class PrlimitFactAttribute : FactAttribute
    {
        public PrlimitFactAttribute()
        {
            if (!File.Exists("/usr/bin/prlimit")) Skip = "prlimit is not installed (apt-get install util-linux)";
        }
    }
}
