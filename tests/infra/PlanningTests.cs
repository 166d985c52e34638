using Amazon.CDK.Assertions;
using Properties = System.Collections.Generic.Dictionary<string, object>;

namespace Vegetation.Tests.Infra;

[Collection(nameof(Synthesized))]
public sealed class PlanningTests(Synthesized stack)
{
    [Fact]
    public void All_functions_are_from_one_image()
    {
        stack.Template.ResourceCountIs("AWS::Lambda::Function", 4);
        Assert.Single(stack.OfType("AWS::Lambda::Function").Select(function => References.Plain(function["Code"]!["ImageUri"])).Distinct());
    }

    [Theory]
    [InlineData("SearchScenes", 300, 1024)]
    [InlineData("BuildManifests", 900, 2048)]
    [InlineData("AggregateOutputs", 900, 3008)]
    [InlineData("PlanBackfill", 300, 512)]
    public void Function_is_named_to_its_container_and_knows_the_bucket(string name, int seconds, int megabytes) =>
        stack.Template.HasResourceProperties("AWS::Lambda::Function", new Properties
        {
            ["PackageType"] = "Image",
            ["ImageConfig"] = new Properties { ["Command"] = new[] { name } },
            ["Environment"] = new Properties { ["Variables"] = new Properties { ["BUCKET"] = RefTo("StorageBucket") } },
            ["TracingConfig"] = new Properties { ["Mode"] = "Active" },
            ["Timeout"] = seconds,
            ["MemorySize"] = megabytes,
            ["LoggingConfig"] = new Properties { ["LogGroup"] = RefTo($"Planning{name}Logs") },
        });

    [Fact]
    public void Every_log_is_kept_for_a_month() =>
        Assert.All(stack.OfType("AWS::Logs::LogGroup"), log => Assert.Equal(30, (int)log["RetentionInDays"]!));

    [Theory]
    [InlineData("SearchScenes", "runs/*/request.json", "runs/*/search/*", "zones/*")]
    [InlineData(
        "BuildManifests", "runs/*/attempts/*", "runs/*/output/records/*", "runs/*/plan.json", "runs/*/products/plan.json",
        "runs/*/units/*", "runs/*/zones.ndjson")]
    [InlineData(
        "AggregateOutputs", "archive/*", "catalog.json", "climatology/*", "latest.json", "maps/*",
        "runs/*/aggregation/*", "runs/*/output/records/*", "runs/*/products/*", "series/*")]
    [InlineData("PlanBackfill")]
    public void Function_writes_its_own_keys_only(string name, params string[] keys) =>
        Assert.Equal(keys, Policies.Of(stack, $"Planning{name}Role").Keys("s3:PutObject"));

    [Theory]
    [InlineData("SearchScenes", "latest.json", "runs/*/*", "zones/*")]
    [InlineData("BuildManifests", "latest.json", "runs/*/*", "zones/*")]
    [InlineData("AggregateOutputs", "archive/*", "baselines/*", "catalog.json", "climatology/*", "latest.json",
        "maps/*", "runs/*/*", "series/*")]
    public void Function_reads_its_keys_and_deletes_nothing(string name, params string[] keys)
    {
        var allowed = Policies.Of(stack, $"Planning{name}Role");
        Assert.Equal(keys, allowed.Keys("s3:GetObject"));
        Assert.Equal(["s3:GetObject", "s3:ListBucket", "s3:PutObject"],
            allowed.Select(policy => policy.Action).Where(action => action.StartsWith("s3:", StringComparison.Ordinal))
                .Except(["s3:PutObjectTagging"]).Distinct().Order());
    }

    [Theory]
    [InlineData("SearchScenes", "runs/*/search/*")]
    [InlineData("BuildManifests", "runs/*/attempts/*")]
    [InlineData("AggregateOutputs", "runs/*/aggregation/*")]
    public void Function_marks_only_what_expires(string name, params string[] keys) =>
        Assert.Equal(keys, Policies.Of(stack, $"Planning{name}Role").Keys("s3:PutObjectTagging"));

    [Fact]
    public void One_function_searches_one_collection_of_SageMaker_geospatial()
    {
        var allowed = new[] { "SearchScenes", "BuildManifests", "AggregateOutputs" }
            .SelectMany(
                name => Policies.Of(stack, $"Planning{name}Role").Select(permission => (name, permission.Action, permission.Resource)))
            .Where(permission => permission.Action.StartsWith("sagemaker-geospatial:", StringComparison.Ordinal));
        Assert.Equal(
            [("SearchScenes", "sagemaker-geospatial:SearchRasterDataCollection",
                "arn:aws:sagemaker-geospatial:us-west-2:378778860802:raster-data-collection/public/nmqj48dcu3g7ayw8")],
            allowed);
    }

    [Fact]
    public void No_role_has_a_managed_policy() =>
        Assert.All(stack.OfType("AWS::IAM::Role"), role => Assert.Null(role["ManagedPolicyArns"]));

    static Properties RefTo(string resource) => new() { ["Ref"] = Match.StringLikeRegexp($"^{resource}") };
}
