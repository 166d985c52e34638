using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Vegetation.Core.Requests;
using Vegetation.Core.Work;
using Vegetation.Functions.Hosting;
using Vegetation.Functions.Planning;
using Vegetation.Functions.Searching;
using Vegetation.Products.Ledger;

namespace Vegetation.Tests.Functions;

/// <summary>deadlineMinutes: the planner chooses jobs and instances, or says what the deadline would take.</summary>
public sealed class DeadlineTests(EmbeddedS3 s3) : PlanTest(s3)
{
    static readonly DateTimeOffset Noon = new(2023, 12, 13, 12, 0, 0, TimeSpan.Zero);

    static Request Asked(string json) => RequestReader.Read(JsonDocument.Parse(json).RootElement, Noon).OrThrow();

    const int Some = 600, Many = 2000; // units

    static DeadlineSize Size(int minutes, int quota = 500, string more = "", int units = Some) =>
        Size(Asked($$"""{"deadlineMinutes":{{minutes}}{{more}}}"""), quota, units);

    static DeadlineSize Size(Request request, int quota, int units) => DeadlineSize.Of(
        request, JobSize.Of(request, new(quota), "us-west-2"), [.. Enumerable.Repeat(1.0, units)], 3 * units, 0, "us-west-2");

    [Theory]
    [InlineData(15)]
    [InlineData(20)]
    [InlineData(200)]
    public void The_size_meets_the_deadline_and_one_instance_fewer_does_not(int minutes)
    {
        var (request, size) = (Asked("{}"), Size(minutes).Size!);
        var instances = size.Jobs * size.InstancesPerJob;
        Assert.True(Minutes(instances) <= minutes, $"{instances} instances");
        if (instances > 1) Assert.True(Minutes(instances - 1) > minutes, $"{instances} instances");

        double Minutes(int number)
        {
            var sized = JobSize.Largest(request, number).Of(request);
            return PlanForecast.Of(sized, [.. Enumerable.Repeat(1.0, Some)], 3 * Some).Likely(run => run.Minutes);
        }
    }

    /// <summary>One instance would do it in the time, and be stopped by maxJobMinutes in each of three attempts.</summary>
    [Fact]
    public void A_size_whose_attempts_leave_units_behind_meets_no_deadline()
    {
        var size = Size(8640, units: 60_000).Size!;
        Assert.True(size.Instances > 1);
        Assert.True(size.PlannedMinutes < 3 * 360);
        Assert.Contains("There is none of these.", Size(8640, quota: 1, units: 60_000).WhyNot, StringComparison.Ordinal);
        Assert.StartsWith("deadlineMinutes: got 8641", Assert.Throws<InvalidRequestException>(
            () => Asked("""{"deadlineMinutes":8641}""")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_quota_the_one_to_ask_for_is_that_of_the_deadline() => Assert.Matches(
        "--desired-value [1-9] .*Meanwhile try [{]\"instanceType\":\"ml.m5.large\",\"deadlineMinutes\":60[}]",
        Assert.Throws<NoInstancesException>(() => JobSize.Of(
            Size(60).Size!.Of(Asked("""{"deadlineMinutes":60}""")), new(0), "us-west-2")).Message);

    [Fact]
    public void A_later_deadline_never_takes_more_instances()
    {
        var sizes = new[] { 14, 16, 20, 30, 60, 120 }.Select(minutes => Size(minutes).Size!);
        List<int> all = [.. sizes.Select(size => size.Jobs * size.InstancesPerJob)];
        Assert.Equal(all.OrderDescending(), all);
        Assert.True(all[0] > all[^1]);
    }

    [Fact]
    public void A_deadline_that_nothing_meets_says_what_the_fastest_is()
    {
        var none = Size(2);
        Assert.Null(none.Size);
        Assert.Matches("^deadlineMinutes is 2, which this run does not meet as it is. The fastest takes about [0-9]+ minutes, with [0-9]+ "
            + "instances of ml.m5.xlarge .about [0-9.]+ USD.. Set deadlineMinutes to ([0-9]+), or ask for less", none.WhyNot);
        var named = int.Parse(none.WhyNot!.Split("Set deadlineMinutes to ")[1].Split(',')[0]);
        Assert.NotNull(Size(named).Size);
    }

    [Fact]
    public void A_deadline_beyond_the_quota_says_what_it_would_take_and_what_to_type()
    {
        var none = Size(16, quota: 4, units: Many);
        Assert.Null(none.Size);
        Assert.Matches("It would take [0-9]+ instances of ml.m5.xlarge .about [0-9.]+ USD.; this account may run 4 at a time. The fastest "
            + "of these takes about [0-9]+ minutes", none.WhyNot);
        Assert.Matches("--quota-code L-0307F515 --desired-value [0-9]+ --region us-west-2$", none.WhyNot);
        Assert.Null(Size(200, quota: 4).Size!.Note); // fewer than the account's are no reason for a note
    }

    [Fact]
    public void A_deadline_beyond_the_ceiling_says_what_is_possible_within_it()
    {
        var needed = Regex.Match(Size(16, quota: 1, units: Many).WhyNot!, "It would take .*? .about ([0-9.]+) USD").Groups[1].Value;
        var ceiling = (decimal.Parse(needed, CultureInfo.InvariantCulture) - 0.02m).ToString(CultureInfo.InvariantCulture);
        var none = Size(16, more: $$""","maxCostUsd":{{ceiling}}""", units: Many);
        Assert.Null(none.Size);
        Assert.Matches(
            $"It would take .* USD., after 0.00 USD so far; maxCostUsd is {ceiling}. The fastest within it takes about", none.WhyNot);
        Assert.Contains("There is none within it.", Size(16, more: ""","maxCostUsd":0.01""").WhyNot, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_plan_takes_the_size_of_its_deadline_and_further_attempts_keep_it_and_its_promise_is_kept_beside()
    {
        var run = await Run("""{"deadlineMinutes":60,"minimumProcessed":0}""");
        var plan = await run.Plan();
        Assert.Equal(("run-jobs", 1, 1), (plan.Next, plan.Jobs.Count, plan.Jobs[0].Instances));
        var next = await run.Plan(1, new JobResult("001", "failed", "States.TaskFailed", 1, Noon, Noon.AddMinutes(7)));
        Assert.Equal(("run-jobs", 2, 1), (next.Next, next.Attempt, next.Jobs.Count));
        await run.Plan(2, new JobResult("001", "failed", "States.TaskFailed", 1, Noon.AddMinutes(8), Noon.AddMinutes(10.5)));
        var attempts = await PastAttempts.Load(Store, run.Keys, default);
        var promise = JobPromise.Of(60, attempts)!;
        Assert.Equal((60, 9.5), (promise.DeadlineMinutes, promise.MeasuredMinutes));
        Assert.InRange(promise.PlannedMinutes, 4, 60);
        Assert.Equal([promise.PlannedMinutes, null], attempts.Select(attempt => attempt.PlannedMinutes));
        Assert.StartsWith(" Jobs ran for 9.5 minutes; ", promise.Sentence);
    }

    [Fact]
    public async Task A_run_that_cannot_meet_its_deadline_ends_before_its_jobs_and_a_dry_run_with_the_sentence()
    {
        var run = await Run("""{"deadlineMinutes":1}""");
        var refused = await Assert.ThrowsAsync<DeadlineUnreachableException>(() => run.Plan());
        Assert.Equal("DeadlineUnreachable", FunctionError.From(refused).ErrorType);
        Assert.Empty(await Store.List(run.Keys.Attempts, default));
        var dry = await Run("""{"deadlineMinutes":1,"dryRun":true}""");
        Assert.Contains("Note: deadlineMinutes is 1, which this run does not meet", (await dry.Plan()).Message, StringComparison.Ordinal);
        var met = await (await Run("""{"deadlineMinutes":90,"dryRun":true}""")).Plan();
        Assert.Contains(" For deadlineMinutes 90: jobs 1, instancesPerJob 1.", met.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"deadlineMinutes":20,"jobs":2}""")]
    [InlineData("""{"deadlineMinutes":20,"instancesPerJob":2}""")]
    public void A_deadline_beside_a_number_of_jobs_is_refused(string json) => Assert.StartsWith(
        "deadlineMinutes: got 20 beside a number of jobs; expected either deadlineMinutes,",
        Assert.Throws<InvalidRequestException>(() => Asked(json)).Message);

    [Fact]
    public void A_request_with_a_deadline_is_read_back_as_it_was_and_is_the_same_run_with_another()
    {
        var request = Asked("""{"deadlineMinutes":20}""");
        var written = RequestWriter.Write(request);
        Assert.Equal(written, RequestWriter.Write(Asked(Encoding.UTF8.GetString(written))));
        Assert.Equal(RequestWriter.Hash(Asked("{}")), RequestWriter.Hash(request));
        Assert.Equal((20, 25, 20), (request.DeadlineMinutes, request.Jobs, request.InstancesPerJob));
    }

    [Theory]
    [InlineData("""{"deadlineMinutes":20}""", """{"jobs":1,"instancesPerJob":4,"maxCostUsd":5}""", """{"deadlineMinutes":20,"maxCostUsd":5}""")]
    [InlineData("""{"jobs":3}""", """{"deadlineMinutes":30}""", """{"jobs":3}""")]
    [InlineData("{}", """{"deadlineMinutes":30}""", """{"deadlineMinutes":30}""")]
    [InlineData("""{"deadlineMinutes":null}""", """{"jobs":1,"instancesPerJob":4}""", """{"deadlineMinutes":null,"jobs":1,"instancesPerJob":4}""")]
    [InlineData("""{"jobs":null}""", """{"deadlineMinutes":30}""", """{"jobs":null,"deadlineMinutes":30}""")]
    public void A_deadline_replaces_the_size_of_a_deployment_and_a_size_its_deadline(string request, string defaults, string asked) =>
        Assert.Equal(asked, new SearchScenesInput(JsonElement.Parse(request), null, null, null, null)
            { Defaults = JsonElement.Parse(defaults) }.Asked().GetRawText());

    [Fact]
    public void Measured_minutes_count_each_moment_once_and_no_pause()
    {
        JobResult Job(double from, double to) => new("001", "succeeded", null, 2, Noon.AddMinutes(from), Noon.AddMinutes(to));
        var attempts = new AttemptJobs[]
        {
            new(1, [Job(0, 10), Job(5, 12), Job(6, 7), Job(600, 605)]) { PlannedMinutes = 11 },
            new(2, [Job(20, 21), new("002", "failed", "none")]),
        };
        Assert.Equal(new JobPromise(30, 11, 18), JobPromise.Of(30, attempts));
        Assert.Null(JobPromise.Of(null, attempts));
    }
}
