namespace Vegetation.Tests.Infra;

[Collection(nameof(Synthesized))]
public sealed class ProcessingTests(Synthesized stack)
{
    static readonly string[] AnyResource = ["cloudwatch:PutMetricData", "ecr:GetAuthorizationToken"];

    [Fact]
    public void Job_role_reads_work_units_and_manifests_only() =>
        Assert.Equal(["runs/*/attempts/*/manifest*", "runs/*/units/*"], Policies.Of(stack, "ProcessingJobRole").Keys("s3:GetObject"));

    [Fact]
    public void Job_role_writes_outputs_only() =>
        Assert.Equal(["runs/*/output/*"], Policies.Of(stack, "ProcessingJobRole").Keys("s3:PutObject"));

    [Theory]
    [InlineData("runs/r/output/records/a.json", true)]
    [InlineData("runs/r/output/ndvi/a_ndvi.tif", true)]
    [InlineData("runs/r/units/a.json", false)]
    [InlineData("runs/r/units/output/a.json", false)]
    [InlineData("runs/r/attempts/output/a.json", false)]
    [InlineData("runs/r/search/output/a.json", false)]
    [InlineData("runs/r/aggregation/output/a.json", false)]
    [InlineData("runs/r/products/output/published.json", false)]
    [InlineData("runs/r/plan.json", false)]
    [InlineData("latest.json", false)]
    [InlineData("archive/output/a", false)]
    public void Job_role_writes_outputs_of_runs_and_nothing_that_a_run_is_made_of(string key, bool may) => // fault 61
        Assert.Equal(may, Policies.MayDo(stack, "ProcessingJobRole", "s3:PutObject", key));

    [Fact]
    public void Job_role_lists_what_lies_below_the_runs_alone()
    {
        var list = Assert.Single(Policies.Of(stack, "ProcessingJobRole"), policy => policy.Action == "s3:ListBucket");
        Assert.Equal("""{"StringLike":{"s3:prefix":["runs/*"]}}""", list.Condition!.ToJsonString());
        Assert.DoesNotContain("/", list.Resource);
    }

    [Fact]
    public void Job_role_cannot_delete() =>
        Assert.Equal(
            ["s3:GetObject", "s3:ListBucket", "s3:PutObject"], Policies.Of(stack, "ProcessingJobRole").Select(policy => policy.Action)
            .Where(action => action.StartsWith("s3:", StringComparison.Ordinal)).Distinct().Order());

    [Fact]
    public void Job_role_has_any_resource_only_where_the_service_knows_no_other() =>
        Assert.Equal(AnyResource, Policies.Of(stack, "ProcessingJobRole").Where(policy => policy.Resource == "*")
            .Select(policy => policy.Action).Order());

    [Fact]
    public void Job_role_is_taken_by_sagemaker_only()
    {
        var trusting = stack.OfType("AWS::IAM::Role").Select(role => role["AssumeRolePolicyDocument"]!["Statement"]!.AsArray())
            .Where(trust => trust.ToJsonString().Contains("sagemaker", StringComparison.Ordinal));
        var trust = Assert.Single(Assert.Single(trusting))!;
        Assert.Equal("""{"Service":"sagemaker.amazonaws.com"}""", trust["Principal"]!.ToJsonString());
    }

    [Fact]
    public void State_machine_passes_the_job_role_alone_and_to_sagemaker_alone()
    {
        var pass = Assert.Single(Policies.Of(stack, "WorkflowMachineRole"), policy => policy.Action == "iam:PassRole");
        Assert.StartsWith("arn:aws:local:::ProcessingJobRole", pass.Resource);
        Assert.Equal("sagemaker.amazonaws.com", (string?)pass.Condition!["StringEquals"]!["iam:PassedToService"]);
    }

    [Theory]
    [InlineData("sagemaker:CreateProcessingJob", ":processing-job/veg-*")]
    [InlineData("sagemaker:DescribeProcessingJob", ":processing-job/veg-*")]
    [InlineData("sagemaker:StopProcessingJob", ":processing-job/veg-*")]
    [InlineData("sagemaker:AddTags", ":processing-job/veg-*")]
    [InlineData("sagemaker:ListTags", ":processing-job/veg-*")]
    [InlineData("events:PutRule", ":rule/StepFunctionsGetEventsForSageMakerProcessingJobsRule")]
    [InlineData("events:PutTargets", ":rule/StepFunctionsGetEventsForSageMakerProcessingJobsRule")]
    [InlineData("events:DescribeRule", ":rule/StepFunctionsGetEventsForSageMakerProcessingJobsRule")]
    public void State_machine_may_run_its_own_jobs_to_their_end(string action, string resource) =>
        Assert.EndsWith(resource, Assert.Single(Policies.Of(stack, "WorkflowMachineRole"), policy => policy.Action == action).Resource);
}
