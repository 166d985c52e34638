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

    [Fact]
    public void Job_role_can_neither_list_nor_delete() =>
        Assert.Equal(["s3:GetObject", "s3:PutObject"], Policies.Of(stack, "ProcessingJobRole").Select(policy => policy.Action)
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
