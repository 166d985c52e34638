namespace Vegetation.Tests.Infra;

/// <summary>What no role may do, whatever else it may.</summary>
[Collection(nameof(Synthesized))]
public sealed class PermissionsTests(Synthesized stack)
{
    // Services that know no resources for these; see tests/infra/node/acknowledged.json for the reasons.
    static readonly string[] AnyResource =
    [
        "cloudwatch:PutMetricData", "ecr:GetAuthorizationToken", "logs:CreateLogDelivery", "logs:DeleteLogDelivery",
        "logs:DescribeLogGroups",
        "logs:DescribeResourcePolicies", "logs:GetLogDelivery", "logs:ListLogDeliveries", "logs:PutResourcePolicy",
        "logs:UpdateLogDelivery", "servicequotas:GetAWSDefaultServiceQuota", "servicequotas:GetServiceQuota",
        "xray:GetSamplingRules", "xray:GetSamplingTargets", "xray:PutTelemetryRecords", "xray:PutTraceSegments",
    ];

    static readonly string[] Names =
    [
        "PlanningSearchScenesRole", "PlanningBuildManifestsRole", "PlanningAggregateOutputsRole", "PlanningPlanBackfillRole",
        "ProcessingJobRole", "WorkflowMachineRole", "BackfillMachineRole", "ScheduleStarterRole", "ScheduleStarterEventsRole",
    ];

    public static TheoryData<string> Roles => [.. Names];

    [Fact]
    public void Each_program_has_a_role_of_its_own_and_there_is_no_other() =>
        Assert.Equal(Names.Order(StringComparer.Ordinal), stack.Resources
            .Where(resource => (string?)resource.Value!["Type"] == "AWS::IAM::Role").Select(resource => resource.Key[..^8])
            .Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Roles))]
    public void Role_has_no_wildcard_action_deletes_nothing_and_reaches_any_resource_only_where_there_is_no_other(string role) // fault 61
    {
        var allowed = Policies.Of(stack, role);
        Assert.NotEmpty(allowed);
        Assert.DoesNotContain(allowed, policy => policy.Action.Contains('*', StringComparison.Ordinal));
        Assert.DoesNotContain(allowed, policy => policy.Action.StartsWith("s3:Delete", StringComparison.Ordinal));
        Assert.Empty(allowed.Where(policy => policy.Resource == "*").Select(policy => policy.Action).Except(AnyResource));
    }

    [Theory]
    [MemberData(nameof(Roles))]
    public void Role_touches_no_bucket_but_ours(string role) => // fault 61
        Assert.All(Policies.Of(stack, role).Where(policy => policy.Action.StartsWith("s3:", StringComparison.Ordinal)),
            policy => Assert.StartsWith("arn:aws:local:::StorageBucket", policy.Resource));

    [Fact]
    public void Nobody_but_the_state_machine_passes_a_role_or_starts_a_job() =>
        Assert.All(Names.Where(role => role != "WorkflowMachineRole"), role => Assert.DoesNotContain(
            Policies.Of(stack, role), policy =>
                policy.Action == "iam:PassRole" || policy.Action.StartsWith("sagemaker:", StringComparison.Ordinal)));
}
