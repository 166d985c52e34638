using Amazon.CDK.Assertions;
using Vegetation.Infra;
using Properties = System.Collections.Generic.Dictionary<string, object>;

namespace Vegetation.Tests.Infra;

[Collection(nameof(Synthesized))]
public sealed class StorageTests(Synthesized stack)
{
    [Fact]
    public void Bucket_is_private_encrypted_versioned_and_owned() => stack.Template.HasResourceProperties("AWS::S3::Bucket", new Properties
    {
        ["BucketEncryption"] = Match.ObjectLike(new Properties
        {
            ["ServerSideEncryptionConfiguration"] = new[]
            {
                new Properties { ["ServerSideEncryptionByDefault"] = new Properties { ["SSEAlgorithm"] = "AES256" } },
            },
        }),
        ["PublicAccessBlockConfiguration"] = new Properties
        {
            ["BlockPublicAcls"] = true,
            ["BlockPublicPolicy"] = true,
            ["IgnorePublicAcls"] = true,
            ["RestrictPublicBuckets"] = true,
        },
        ["OwnershipControls"] = new Properties { ["Rules"] = new[] { new Properties { ["ObjectOwnership"] = "BucketOwnerEnforced" } } },
        ["VersioningConfiguration"] = new Properties { ["Status"] = "Enabled" },
    });

    [Fact]
    public void Bucket_outlives_the_stack() =>
        stack.Template.HasResource("AWS::S3::Bucket", new Properties { ["DeletionPolicy"] = "Retain", ["UpdateReplacePolicy"] = "Retain" });

    [Fact]
    public void Abandoned_uploads_go_after_a_day_and_replaced_objects_after_a_month()
    {
        stack.Template.HasResourceProperties("AWS::S3::Bucket", Lifecycle("AbortIncompleteMultipartUpload", "DaysAfterInitiation", 1));
        stack.Template.HasResourceProperties("AWS::S3::Bucket", Lifecycle("NoncurrentVersionExpiration", "NoncurrentDays", 30));
    }

    [Fact]
    public void What_a_deletion_leaves_goes_with_the_last_version() => Assert.Single(
        stack.Properties("StorageBucket")["LifecycleConfiguration"]!["Rules"]!.AsArray(),
        rule => (bool?)rule!["ExpiredObjectDeleteMarker"] == true && rule["TagFilters"] is null && rule["Prefix"] is null);

    [Fact]
    public void Nothing_current_expires_but_what_only_serves_a_run_while_it_goes()
    {
        var rules = stack.Properties("StorageBucket")["LifecycleConfiguration"]!["Rules"]!.AsArray();
        var temporary = Assert.Single(
            rules, rule => rule!.AsObject().Any(field => field.Key == "ExpirationInDays"))!;
        Assert.Equal("""[{"Key":"lifecycle","Value":"temporary"}]""", temporary["TagFilters"]!.ToJsonString());
        Assert.Equal(30, (int)temporary["ExpirationInDays"]!);
    }

    [Theory]
    [InlineData("keep", null)]
    [InlineData("intelligent-tiering", """
        {"Id":"SceneOutputs","Prefix":"runs/","Status":"Enabled","Transitions":[{"StorageClass":"INTELLIGENT_TIERING","TransitionInDays":0}]}
        """)]
    [InlineData("days:90", """
        {"ExpirationInDays":90,"Id":"SceneOutputs","NoncurrentVersionExpiration":{"NoncurrentDays":1},"Status":"Enabled","TagFilters":[{"Key":"lifecycle","Value":"scene-output"}]}
        """)]
    [InlineData("none", """
        {"ExpirationInDays":1,"Id":"SceneOutputs","NoncurrentVersionExpiration":{"NoncurrentDays":1},"Status":"Enabled","TagFilters":[{"Key":"lifecycle","Value":"scene-output"}]}
        """)]
    public void Scene_outputs_live_as_long_as_the_deployment_says_and_products_for_ever(string outputs, string? expected)
    {
        var kept = new Synthesized(new Settings { Images = "infra/images", SceneOutputs = new(outputs) });
        var rules = kept.Properties("StorageBucket")["LifecycleConfiguration"]!["Rules"]!.AsArray();
        Assert.Equal(expected?.Trim(), rules.SingleOrDefault(rule => (string?)rule!["Id"] == "SceneOutputs")?.ToJsonString());
        string[] marked = expected?.Contains("TagFilters", StringComparison.Ordinal) is true
            ? ["runs/*/aggregation/*", "runs/*/output/*.png", "runs/*/output/*.qml", "runs/*/output/*.tif"] : ["runs/*/aggregation/*"];
        Assert.Equal(marked, Policies.Of(kept, "PlanningAggregateOutputsRole").Keys("s3:PutObjectTagging"));
        var variables = kept.OfType("AWS::Lambda::Function").First()["Environment"]!["Variables"]!;
        Assert.Equal(marked.Length > 1, variables["TAG_OUTPUTS"] is not null);
    }

    [Theory]
    [InlineData(1, 15)]
    [InlineData(14, 15)]
    [InlineData(90, 90)]
    public void What_serves_a_run_stays_as_long_as_the_run_may_be_redriven(int retention, int days) // fault 55
    {
        var kept = new Synthesized(new Settings { Images = "infra/images", RetentionDays = retention });
        var rules = kept.Properties("StorageBucket")["LifecycleConfiguration"]!["Rules"]!.AsArray();
        Assert.Equal(days, (int)Assert.Single(rules, rule => (string?)rule!["Id"] == "Temporary")!["ExpirationInDays"]!);
    }

    [Fact]
    public void Requests_are_logged_to_a_bucket_that_only_the_log_service_writes_to()
    {
        Assert.StartsWith(
            "StorageAccessLogs", References.Plain(stack.Properties("StorageBucket")["LoggingConfiguration"]!["DestinationBucketName"]));
        var policy = stack.OfType("AWS::S3::BucketPolicy")
            .Single(p => References.Plain(p["Bucket"]).StartsWith("StorageAccessLogs", StringComparison.Ordinal));
        var writer = Assert.Single(policy["PolicyDocument"]!["Statement"]!.AsArray(), s => (string?)s!["Effect"] == "Allow")!;
        Assert.Equal(("s3:PutObject", "logging.s3.amazonaws.com"), ((string?)writer["Action"], (string?)writer["Principal"]!["Service"]));
    }

    [Fact]
    public void Every_bucket_is_private_encrypted_and_takes_tls_only() // fault 62
    {
        var policies = stack.OfType("AWS::S3::BucketPolicy")
            .ToDictionary(policy => References.Plain(policy["Bucket"]), policy => policy.ToJsonString());
        foreach (var (name, resource) in stack.Resources.Where(r => (string?)r.Value!["Type"] == "AWS::S3::Bucket"))
        {
            var bucket = resource!["Properties"]!;
            Assert.NotNull(bucket["BucketEncryption"]);
            Assert.All(bucket["PublicAccessBlockConfiguration"]!.AsObject(), block => Assert.True((bool)block.Value!));
            Assert.Contains("BucketOwnerEnforced", bucket["OwnershipControls"]!.ToJsonString()); // no ACL, so none that is public
            Assert.Contains("""{"Bool":{"aws:SecureTransport":"false"}}""", policies[name]);
        }
    }

    [Fact]
    public void Bucket_refuses_requests_without_tls() => // fault 62
        stack.Template.HasResourceProperties("AWS::S3::BucketPolicy", new Properties
    {
        ["PolicyDocument"] = Match.ObjectLike(new Properties
        {
            ["Statement"] = Match.ArrayWith([Match.ObjectLike(new Properties
            {
                ["Effect"] = "Deny",
                ["Action"] = "s3:*",
                ["Principal"] = new Properties { ["AWS"] = "*" },
                ["Condition"] = new Properties { ["Bool"] = new Properties { ["aws:SecureTransport"] = "false" } },
            })]),
        }),
    });

    static Properties Lifecycle(string rule, string days, int count) => new()
    {
        ["LifecycleConfiguration"] = new Properties
        {
            ["Rules"] = Match.ArrayWith(
                [Match.ObjectLike(new Properties { ["Status"] = "Enabled", [rule] = new Properties { [days] = count } })]),
        },
    };
}
