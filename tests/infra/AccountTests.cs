using System.Text.Json.Nodes;
using Vegetation.Infra;

namespace Vegetation.Tests.Infra;

/// <summary>A stack that takes what an account has already: its key, its network, its images.</summary>
public sealed class AccountTests
{
    const string Key = "arn:aws:kms:us-west-2:111122223333:key/0a1b2c3d-0000-1111-2222-333344445555",
        Registry = "111122223333.dkr.ecr.us-west-2.amazonaws.com/vegetation/";

    static readonly string Functions = $"{Registry}functions@sha256:{new string('a', 64)}",
        Worker = $"{Registry}worker@sha256:{new string('b', 64)}";

    static readonly Lazy<Synthesized> Once = new(() => new(SettingsReader.Read($$"""
        {"images":"nowhere","kmsKey":"{{Key}}","subnetIds":"subnet-0a1b2c3d,subnet-0a1b2c3e","securityGroupIds":"sg-0a1b2c3d",
        "functionsImage":"{{Functions}}","workerImage":"{{Worker}}"}
        """)));

    internal static Synthesized Stack => Once.Value;

    static JsonNode Job => Stack.State("Run job")["Parameters"]!;

    [Fact]
    public void Its_images_are_taken_by_their_digests_and_nothing_is_built()
    {
        Assert.All(Stack.OfType("AWS::Lambda::Function"), function => Assert.EndsWith(
            $"/vegetation/functions@sha256:{new string('a', 64)}", References.Plain(function["Code"]!["ImageUri"])));
        Assert.Equal(Worker, (string?)Job["AppSpecification"]!["ImageUri"]);
        Assert.DoesNotContain("container-assets", Stack.Document.ToJsonString());
        Assert.Contains(Policies.Of(Stack, "ProcessingJobRole"), policy => policy is
            { Action: "ecr:BatchGetImage", Resource: "arn:aws:ecr:us-west-2:111122223333:repository/vegetation/worker" });
    }

    [Fact]
    public void Jobs_run_in_its_subnets_and_their_role_may_join_no_others()
    {
        Assert.Equal("""{"VpcConfig":{"SecurityGroupIds":["sg-0a1b2c3d"],"Subnets":["subnet-0a1b2c3d","subnet-0a1b2c3e"]}}""",
            Job["NetworkConfig"]!.ToJsonString());
        Assert.Equal(["network-interface/*", "security-group/sg-0a1b2c3d", "subnet/subnet-0a1b2c3d", "subnet/subnet-0a1b2c3e"],
            Policies.Of(Stack, "ProcessingJobRole").Where(policy => policy.Action == "ec2:CreateNetworkInterface")
                .Select(policy => policy.Resource.Split(':')[^1]).Order());
        Assert.Empty(Stack.OfType("AWS::EC2::VPC"));
    }

    [Fact]
    public void Bucket_topic_and_logs_are_under_its_key_and_what_jobs_upload_too()
    {
        var encryption = Stack.Properties("StorageBucket")["BucketEncryption"]!["ServerSideEncryptionConfiguration"]![0]!;
        Assert.Equal(Key, (string?)encryption["ServerSideEncryptionByDefault"]!["KMSMasterKeyID"]);
        Assert.True((bool)encryption["BucketKeyEnabled"]!);
        Assert.Equal(Key, (string?)Job["ProcessingOutputConfig"]!["KmsKeyId"]);
        Assert.Equal(Key, (string?)Assert.Single(Stack.OfType("AWS::SNS::Topic"))["KmsMasterKeyId"]);
        Assert.All(Stack.OfType("AWS::Logs::LogGroup"), log => Assert.Equal(Key, (string?)log["KmsKeyId"]));
        Assert.Equal(Key, (string?)Stack.State("Create log of jobs")["Parameters"]!["KmsKeyId"]);
        Assert.Empty(Stack.OfType("AWS::KMS::Key"));
    }

    [Theory]
    [InlineData("PlanningSearchScenesRole", true)]
    [InlineData("PlanningBuildManifestsRole", true)]
    [InlineData("PlanningAggregateOutputsRole", true)]
    [InlineData("PlanningPlanBackfillRole", false)]
    [InlineData("ProcessingJobRole", true)]
    [InlineData("WorkflowMachineRole", true)] // the mail, to the topic
    public void Who_reads_may_decrypt_and_who_writes_may_encrypt_with_the_key_and_with_no_other(string role, bool writes) // fault 61
    {
        var allowed = Policies.Of(Stack, role).Where(policy => policy.Action.StartsWith("kms:", StringComparison.Ordinal)).ToList();
        Assert.All(allowed, policy => Assert.Equal(Key, policy.Resource));
        string[] expected = !writes ? ["kms:Decrypt"]
            : role == "ProcessingJobRole" ? ["kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey"] // SageMaker uploads for the job
            : ["kms:Decrypt", "kms:GenerateDataKey"];
        Assert.Equal(expected, allowed.Select(policy => policy.Action).Distinct().Order());
    }

    [Theory]
    [InlineData("ScheduleStarterEventsRole")]
    [InlineData("BackfillMachineRole")]
    [InlineData("ScheduleStarterRole")]
    public void Who_neither_reads_nor_writes_has_no_right_to_the_key(string role) => Assert.DoesNotContain(
        Policies.Of(Stack, role), policy => policy.Action.StartsWith("kms:", StringComparison.Ordinal));

    [Theory]
    [InlineData("""{"subnetIds":"subnet-0a1b2c3d"}""", "subnetIds: a job needs subnets and security groups.")]
    [InlineData("""{"securityGroupIds":"sg-0a1b2c3d"}""", "subnetIds: a job needs subnets and security groups.")]
    [InlineData("""{"subnetIds":"subnet-0a1b2c3d","securityGroupIds":"sg-0a1b2c3d","vpcEnabled":true}""",
        "subnetIds: jobs run in one network.")]
    [InlineData("""{"kmsKey":"arn:aws:kms:eu-central-1:111122223333:key/0a1b2c3d-0000-1111-2222-333344445555"}""",
        "kmsKey: a bucket takes a key of its own region only, us-west-2.")]
    public void Settings_that_do_not_go_together_are_refused_with_what_to_type(string context, string says)
    {
        var refused = Assert.Throws<SettingException>(() => SettingsReader.Read(context)).Message;
        Assert.StartsWith(says, refused);
        Assert.Matches("(Set [a-zA-Z]+=|Leave [a-zA-Z]+ out)", refused);
    }

    [Fact]
    public void One_image_alone_is_refused_and_one_of_another_region_too()
    {
        Assert.StartsWith("workerImage: the two images belong together",
            Assert.Throws<SettingException>(() => SettingsReader.Read($$"""{"functionsImage":"{{Functions}}"}""")).Message);
        var elsewhere = $$"""{"functionsImage":"{{Functions}}","workerImage":"{{Worker}}","region":"eu-central-1"}""";
        Assert.StartsWith("functionsImage: Lambda takes images of its own region only.",
            Assert.Throws<SettingException>(() => SettingsReader.Read(elsewhere)).Message);
        var oneElsewhere = $$"""{"functionsImage":"{{Functions}}","workerImage":"{{Worker.Replace("us-west-2", "eu-west-1")}}"}""";
        Assert.StartsWith("workerImage: SageMaker takes images of its own region only.",
            Assert.Throws<SettingException>(() => SettingsReader.Read(oneElsewhere)).Message);
    }
}
