using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Vegetation.Core.Requests;
using Vegetation.Core.Work;
using Vegetation.Functions.Forecasting;
using Vegetation.Functions.Planning;

namespace Vegetation.Tests.Functions.Forecasting;

/// <summary>The simulation of a run, against arithmetic where nothing is random, and its properties where something is.</summary>
public sealed class ForecastTests
{
    static readonly SceneLoad Scene = new(CpuSeconds: 8, Bytes: 1e6);
    static readonly MachineSize Machine = new(Threads: 4, BytesPerSecond: 1e6); // a second to fetch, 8 x 1.6 / 4 = 3.2 to compute
    const double Compute = 3.2, Fetch = 1;

    static Request Asked(int jobs, int each) =>
        RequestReader.Read(JsonDocument.Parse("{}").RootElement, DateTimeOffset.UnixEpoch.AddYears(54)).OrThrow() with
        {
            Jobs = jobs, InstancesPerJob = each,
        };

    static RunForecast Run(
        int units, int jobs, int each, RunTimes? times = null, int seed = 7, double quota = double.PositiveInfinity,
        SceneLoad? scene = null) =>
        RunForecast.Of(
            [.. Enumerable.Repeat(1.0, units)], units, left => JobPlan.Loads(Asked(jobs, each), left), scene ?? Scene, Machine,
            times ?? RunTimes.Exact, quota, new Random(seed));

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(100)]
    public void One_instance_takes_its_first_fetch_and_then_computes_without_a_break(int units)
    {
        var run = Run(units, 1, 1);
        Assert.Equal((Fetch + (units * Compute)) / 60, run.Minutes, 9);
        Assert.Equal(run.Minutes / 60, run.InstanceHours, 9);
    }

    [Fact]
    public void Where_the_network_is_slower_than_the_processor_an_instance_takes_its_fetches_and_its_last_computation()
    {
        var heavy = Scene with { Bytes = 5e6 };
        Assert.Equal(((10 * 5) + Compute) / 60, Run(10, 1, 1, scene: heavy).Minutes, 9);
    }

    [Fact]
    public void The_instance_with_most_units_ends_its_job_and_all_instances_are_paid_until_then()
    {
        var run = Run(11, 1, 4); // 3, 3, 3, 2
        Assert.Equal((Fetch + (3 * Compute)) / 60, run.Jobs, 9);
        Assert.Equal(4 * run.Jobs / 60, run.InstanceHours, 9);
    }

    [Fact]
    public void Start_pull_and_end_are_paid_once_a_job_and_functions_once_a_run()
    {
        var times = RunTimes.Exact with
        {
            ProvisionSeconds = 100, PullSeconds = 20, EndSeconds = 5, SecondsOfAPage = 2, PlanSecondsOfAUnit = 1,
            AggregateSecondsOfAUnit = 3, FunctionSeconds = 10,
        };
        var run = Run(250, 1, 250, times);
        Assert.Equal((125 + Fetch + Compute) / 60, run.Jobs, 9);
        Assert.Equal(((3 * 2) + 10) / 60.0, run.Search, 9); // three pages of 100
        Assert.Equal((260 / 60.0, 760 / 60.0), (run.Plan, run.Aggregation));
    }

    [Fact]
    public void Jobs_beyond_the_quota_wait_for_others_to_end()
    {
        var one = Run(10, 1, 10).Jobs; // a unit an instance
        Assert.Equal(one, Run(40, 4, 10).Jobs, 9);
        Assert.Equal(2 * one, Run(40, 4, 10, quota: 20).Jobs, 9);
        Assert.Equal(4 * one, Run(40, 4, 10, quota: 19).Jobs, 9);
    }

    /// <summary>Waits of 60, 120 ... 3600 seconds, each cut at random: half of them in the mean.</summary>
    [Fact]
    public void A_job_that_waits_for_the_quota_starts_at_a_retry_and_not_at_once()
    {
        var times = RunTimes.Exact with { QuotaRetrySeconds = 60 };
        var starts = Enumerable.Range(0, 200).Select(seed => Run(2000, 2, 1, times, seed, quota: 1).Jobs - Run(1000, 1, 1).Jobs).ToList();
        Assert.All(starts, start => Assert.InRange(start, Run(1000, 1, 1).Jobs, Run(1000, 1, 1).Jobs + 60));
        Assert.InRange(starts.Average(), Run(1000, 1, 1).Jobs + 5, Run(1000, 1, 1).Jobs + 30);
    }

    [Fact]
    public void A_job_is_stopped_at_its_longest_and_the_next_attempt_goes_on()
    {
        var times = RunTimes.Exact with { MostJobSeconds = (Fetch + (40 * Compute)) + 0.01 };
        Assert.Equal((2, 0), (Run(80, 1, 1, times).Attempts, Run(80, 1, 1, times).UnitsLeft));
        Assert.Equal((3, 40), (Run(160, 1, 1, times).Attempts, Run(160, 1, 1, times).UnitsLeft));
    }

    [Fact]
    public void Jobs_beyond_forty_wait_too() => Assert.Equal(2 * Run(1, 1, 1).Jobs, Run(50, 50, 1).Jobs, 9);

    [Fact]
    public void A_unit_that_always_fails_takes_three_attempts_and_is_left()
    {
        var run = Run(5, 1, 5, RunTimes.Exact with { FailedUnits = 1 });
        Assert.Equal((3, 5), (run.Attempts, run.UnitsLeft));
        Assert.Equal(3 * (Fetch + Compute) / 60, run.Jobs, 9);
    }

    [Fact]
    public void An_instance_that_dies_ends_its_job_early_and_leaves_its_units_to_the_next_attempt()
    {
        var run = Run(100, 1, 4, RunTimes.Exact with { LostInstances = 1 });
        Assert.Equal(3, run.Attempts);
        Assert.InRange(run.UnitsLeft, 1, 99);
        Assert.True(run.Jobs < 3 * Run(100, 1, 4).Jobs);
    }

    [Fact]
    public void The_same_seed_gives_the_same_figures_and_another_seed_others()
    {
        Assert.Equal(Run(300, 3, 10, new(), seed: 5), Run(300, 3, 10, new(), seed: 5));
        Assert.NotEqual(Run(300, 3, 10, new(), seed: 5), Run(300, 3, 10, new(), seed: 6));
    }

    [Property(MaxTest = 100)]
    public void Without_chance_more_instances_are_never_slower_and_never_cheaper_than_the_work(PositiveInt units, PositiveInt instances)
    {
        var (count, each) = (Math.Min(units.Get * 7, 900), Math.Min(instances.Get, 99));
        var (few, more) = (Run(count, 1, each), Run(count, 1, each + 1));
        Assert.True(more.Jobs <= few.Jobs + 1e-9, $"{count} units, {each} instances");
        Assert.True(few.InstanceHours * 3600 >= (count * Compute) - 1e-6);
    }

    [Property(MaxTest = 40)]
    public void A_smaller_quota_is_never_faster(PositiveInt seed)
    {
        var (jobs, each, quota) = (1 + (seed.Get % 9), 1 + (seed.Get % 5), 5 + (seed.Get % 40));
        Assert.True(Run(200, jobs, each, quota: quota + 5).Jobs <= Run(200, jobs, each, quota: quota).Jobs + 1e-9);
    }

    [Fact]
    public void Nine_of_ten_rounds_do_not_exceed_what_is_likely_and_one_of_two_the_median()
    {
        var range = new ForecastRange(200, 1, random => Run(50, 1, 5, new(), random.Next()));
        var fresh = Enumerable.Range(1000, 400).Select(seed => Run(50, 1, 5, new(), seed).Minutes).ToList();
        Assert.InRange(fresh.Count(minutes => minutes <= range.Likely(run => run.Minutes)), 330, 390);
        Assert.InRange(fresh.Count(minutes => minutes <= range.Median(run => run.Minutes)), 150, 250);
    }

    [Theory]
    [InlineData("ml.t3.medium", 2, 0.256)]
    [InlineData("ml.m5.large", 2, 0.625)]
    [InlineData("ml.m5.xlarge", 4, 1.25)]
    [InlineData("ml.c5.4xlarge", 16, 5)]
    [InlineData("ml.m5.metal", 2, 0.625)]
    public void A_type_has_the_threads_and_the_network_of_its_size(string type, int threads, double gigabits)
    {
        var size = MachineSize.Of(type);
        Assert.Equal((threads, gigabits), (size.Threads, Math.Round(size.BytesPerSecond * 8 / 1e9, 6)));
    }

    [Fact]
    public void The_planner_deals_shares_as_it_deals_units()
    {
        var random = new Random(3);
        List<PlannedUnit> units = [.. Enumerable.Range(0, 203).Select(i => new PlannedUnit($"u{i:000}", random.NextDouble(), ""))];
        var manifests = JobPlan.Distribute(new(new("r")), "bucket", Asked(7, 5), 1, units, new HashSet<string>());
        var loads = JobPlan.Loads(Asked(7, 5), [.. units.Select(unit => unit.DataShare)]);
        var share = units.ToDictionary(unit => $"{unit.Id}.json", unit => unit.DataShare);
        Assert.Equal(
            manifests.Select(job => Manifest.Read(job.Manifest).Keys.Select(key => share[key.Split('/')[^1]])),
            loads.Select(load => load.Shares));
        Assert.Equal(manifests.Select(job => job.Job.Instances), loads.Select(load => load.Instances));
    }
}
