using Vegetation.Bench.Soak;
using Vegetation.Tests.Raster;

namespace Vegetation.Tests.Local;

/// <summary>A short round of bench/run soak: a part of the demonstration is disturbed, and compared with an undisturbed run.</summary>
public sealed class SoakTests(DemoCatalog catalog) : IClassFixture<DemoCatalog>
{
    [Fact]
    public async Task A_run_that_is_disturbed_leaves_what_an_undisturbed_one_does()
    {
        _ = catalog; // its world is there
        using var folder = new TemporaryFolder();
        var said = new List<string>();
        // A worker is killed, then ./run itself, and its next start goes on.
        var code = await SoakBench.Run(new SoakOptions(Seed: 21, Rounds: 1, Small: true, Folder: folder.Path), said.Add);
        Assert.True(code == 0, string.Join('\n', said));
    }

    [Fact]
    public void A_seed_means_the_same_disturbances_each_time()
    {
        static string Plan(int seed) => string.Join(", ", RoundPlan.Draw(new(seed), small: false, canFill: true).SelectMany(each => each));
        Assert.Equal(Plan(7), Plan(7));
        Assert.NotEqual(Plan(7), Plan(8));
    }
}
