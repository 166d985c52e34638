using System.Text.Json;
using Vegetation.Core.Requests;
using Vegetation.Functions.Forecasting;
using Vegetation.Functions.Hosting;
using Vegetation.Functions.Planning;

namespace Vegetation.Tests.Functions;

public sealed class JobSizeTests
{
    static Request Asked(string json = "{}") =>
        RequestReader.Read(JsonDocument.Parse(json).RootElement, new DateTimeOffset(2023, 12, 13, 0, 0, 0, TimeSpan.Zero)).OrThrow();

    [Theory]
    [InlineData(500, 25, 20)]
    [InlineData(900, 25, 20)]
    [InlineData(499, 24, 20)]
    [InlineData(300, 25, 12)]
    [InlineData(30, 15, 2)]
    [InlineData(7, 7, 1)]
    [InlineData(1, 1, 1)]
    public void A_quota_lowers_jobs_and_instances_to_what_there_is_and_leaves_as_little_as_possible(int quota, int jobs, int each)
    {
        var size = JobSize.Of(Asked(), new(quota), "us-west-2");
        Assert.Equal((jobs, each), (size.Jobs, size.InstancesPerJob));
        Assert.Equal(quota < 500, size.Note is not null);
    }

    [Fact]
    public void What_was_lowered_says_by_how_much_and_what_to_type()
    {
        var note = JobSize.Of(Asked(), new(4), "us-west-2").Note;
        Assert.StartsWith("4 instances instead of 500: this account may run 4 of ml.m5.xlarge at a time.", note);
        Assert.EndsWith("--quota-code L-0307F515 --desired-value 500 --region us-west-2", note);
    }

    /// <summary>499 instances are as many as 25 jobs of 20 take but for one: what the account has is not what limits two jobs.</summary>
    [Theory]
    [InlineData(2, "40 instances instead of 500: this deployment runs 2 jobs at a time (its setting maxConcurrentJobs), each of at most "
        + "20 instances (instancesPerJob): raise one of them; this account may run 499 of ml.m5.xlarge at a time.")]
    [InlineData(1, "20 instances instead of 500: this deployment runs 1 job at a time")]
    [InlineData(24, "480 instances instead of 500: this account may run 499 of ml.m5.xlarge at a time. For more type: aws")]
    public void What_is_lowered_names_what_limits_it(int atATime, string note) => Assert.StartsWith(
        note, JobSize.Of(Asked(), new(499), null, JobLimits.Default with { AtATime = atATime }).Note, StringComparison.Ordinal);

    [Theory]
    [InlineData(0, 11, true)] // redriven after the quota was raised
    [InlineData(499, 11, true)] // the jobs of the attempt before went for longer
    [InlineData(0, 9, false)] // just asked, so that the answer is used
    [InlineData(500, 11, false)]
    [InlineData(0, null, false)]
    public void An_answer_that_is_too_small_and_old_is_asked_for_again(double instances, int? minutesAgo, bool again)
    {
        var now = DateTimeOffset.UnixEpoch.AddYears(60);
        var quota = new InstanceQuota(instances, null, minutesAgo is { } ago ? now.AddMinutes(-ago) : null);
        Assert.Equal(again, quota.IsOutdated(500, now));
    }

    [Fact]
    public void A_quota_of_nothing_is_an_error_at_once_with_the_command_to_type()
    {
        var error = FunctionError.From(Assert.Throws<NoInstancesException>(() => JobSize.Of(Asked(), new(0), "us-west-2")));
        Assert.Equal("NoInstances", error.ErrorType);
        Assert.Contains(
            "aws service-quotas request-service-quota-increase --service-code sagemaker --quota-code L-0307F515 --desired-value 500 "
            + "--region us-west-2", error.ErrorMessage, StringComparison.Ordinal);
        Assert.Contains("redrive this execution or start another", error.ErrorMessage, StringComparison.Ordinal);
        var planned = JobSize.Planned(Asked(), new(0), null); // a dry run ends with its plan
        Assert.Equal((25, 20), (planned.Jobs, planned.InstancesPerJob));
        Assert.Contains("no instance of ml.m5.xlarge", planned.Note, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ml.m5.xlarge")]
    [InlineData("ml.m5.large")]
    public void The_other_type_that_it_names_is_one_whose_quota_is_asked_for(string type)
    {
        var error = Assert.Throws<NoInstancesException>(() => JobSize.Of(Asked($$"""{"instanceType":"{{type}}"}"""), new(0), null));
        var named = JsonDocument.Parse(error.Message[error.Message.IndexOf('{', StringComparison.Ordinal)..].TrimEnd('.'));
        var other = RequestReader.Read(named.RootElement, DateTimeOffset.UnixEpoch.AddYears(54)).OrThrow().InstanceType;
        Assert.NotEqual(type, other);
        Assert.NotNull(InstanceQuota.CodeOf(other));
    }

    [Theory]
    [InlineData("{}", "ServiceQuotas.AccessDeniedException", "(Service Quotas answered ServiceQuotas.AccessDeniedException)")]
    [InlineData("""{"instanceType":"ml.c7i.xlarge"}""", null, "(no code of this type's quota is known)")]
    public void A_quota_that_is_not_known_changes_nothing_and_is_told(string request, string? error, string told)
    {
        var size = JobSize.Of(Asked(request), error is null ? null : new(null, error), null);
        Assert.Equal((25, 20), (size.Jobs, size.InstancesPerJob));
        Assert.Contains(told, size.Note, StringComparison.Ordinal);
    }
}
