using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Amazon.CDK;
using Vegetation.Infra;
using Match = Amazon.CDK.Assertions.Match;

namespace Vegetation.Tests.Infra;

/// <summary>What anybody may read where the products are public, and how.</summary>
[Collection(nameof(Synthesized))]
public sealed class PublicProductsTests(Synthesized closed)
{
    static readonly Lazy<Synthesized> Once = new(() => new(SettingsReader.Read("""
        {"images":"infra/images","kmsKey":"create","publicProducts":"cloudfront",
        "viewerOrigins":"https://maps.example.org,http://localhost:8000",
        "publicDomain":"maps.example.org","publicCertificate":"arn:aws:acm:us-east-1:111122223333:certificate/0a1b2c3d-0000"}
        """)));

    internal static Synthesized Stack => Once.Value;

    static JsonNode Distribution => Stack.OfType("AWS::CloudFront::Distribution").Single()["DistributionConfig"]!;

    static JsonNode Headers => Stack.OfType("AWS::CloudFront::ResponseHeadersPolicy").Single()["ResponseHeadersPolicyConfig"]!;

    static IReadOnlyList<JsonNode> Readers => [.. Stack.Properties("StorageBucketPolicy")["PolicyDocument"]!["Statement"]!.AsArray()
        .Where(statement => (string?)statement!["Effect"] == "Allow")!];

    [Theory]
    [InlineData("latest.json", true)]
    [InlineData("catalog.json", true)]
    [InlineData("maps/collection.json", true)]
    [InlineData("series/g/ndvi/10m/cells/2023-W49.parquet", true)]
    [InlineData("climatology/g/ndvi/10m/W49-around-1.tif", true)]
    [InlineData("runs/r/products/index.html", true)]
    [InlineData("runs/r/products/ndvi-map_2023-W49.tif", true)]
    [InlineData("runs/r/output/ndvi/a_ndvi.tif", true)]
    [InlineData("runs/r/output/ndvi/a_ndvi.png", true)]
    [InlineData("runs/r/output/ndvi/a_ndvi.qml", true)]
    [InlineData("runs/r/output/items/a.json", true)]
    [InlineData("runs/r/output/records/a.json", false)]
    [InlineData("runs/r/output/contributions/a.json", false)]
    [InlineData("runs/r/output/started/a", false)]
    [InlineData("runs/r/units/a.json", false)]
    [InlineData("runs/r/attempts/1/manifest-1.json", false)]
    [InlineData("runs/r/search/earth-search-00-1.json", false)]
    [InlineData("runs/r/aggregation/00000-rows.json", false)]
    [InlineData("runs/r/request.json", false)]
    [InlineData("runs/r/plan.json", false)]
    [InlineData("runs/r/zones.ndjson", false)]
    [InlineData("archive/g/ndvi/10m/2023-W49.cells", false)]
    [InlineData("zones/fields.geojson", false)]
    [InlineData("baselines/clms/a.tif", false)]
    public void Products_can_be_read_and_nothing_that_runs_are_made_of(string key, bool may) // fault 61
    {
        var patterns = Assert.Single(Readers)["Resource"]!.AsArray().Select(References.Plain)
            .Select(arn => Regex.Escape(arn[(arn.IndexOf('/') + 1)..]).Replace(@"\*", ".*", StringComparison.Ordinal));
        Assert.Equal(may, patterns.Any(pattern => Regex.IsMatch(key, $"^{pattern}$")));
    }

    [Fact]
    public void The_bucket_stays_private_and_lets_one_distribution_read_by_its_own_signature() // fault 61
    {
        var reader = Assert.Single(Readers);
        Assert.Equal(("s3:GetObject", "cloudfront.amazonaws.com"), ((string?)reader["Action"], (string?)reader["Principal"]!["Service"]));
        Assert.Matches(":distribution/PublicDistribution[^*]*$", References.Plain(reader["Condition"]!["StringEquals"]!["aws:SourceArn"]));
        Assert.All(Stack.Properties("StorageBucket")["PublicAccessBlockConfiguration"]!.AsObject(),
            block => Assert.True((bool)block.Value!));
        Assert.Contains(":PublicAccess", References.Plain(Assert.Single(Distribution["Origins"]!.AsArray())!["OriginAccessControlId"]));
        Assert.Equal("always",
            (string?)Stack.OfType("AWS::CloudFront::OriginAccessControl").Single()["OriginAccessControlConfig"]!["SigningBehavior"]);
    }

    [Fact]
    public void Readers_come_by_https_and_are_logged()
    {
        var behavior = Distribution["DefaultCacheBehavior"]!;
        Assert.Equal(("https-only", "TLSv1.2_2021"),
            ((string?)behavior["ViewerProtocolPolicy"], (string?)Distribution["ViewerCertificate"]!["MinimumProtocolVersion"]));
        Assert.Equal("""["maps.example.org"]""", Distribution["Aliases"]!.ToJsonString());
        Assert.Contains(":PublicLogs", References.Plain(Distribution["Logging"]!["Bucket"]));
        Assert.Equal(["ContentTypeOptions", "FrameOptions", "ReferrerPolicy", "StrictTransportSecurity"],
            Headers["SecurityHeadersConfig"]!.AsObject().Select(header => header.Key).Order());
    }

    [Fact]
    public void Named_origins_read_ranges_from_the_bucket_and_from_the_distribution()
    {
        string[] origins = ["https://maps.example.org", "http://localhost:8000"], exposed =
            ["Accept-Ranges", "Content-Length", "Content-Range", "ETag"];
        var rule = Assert.Single(Stack.Properties("StorageBucket")["CorsConfiguration"]!["CorsRules"]!.AsArray())!;
        Assert.Equal([origins, exposed, ["GET", "HEAD"]],
            new[] { "AllowedOrigins", "ExposedHeaders", "AllowedMethods" }.Select(field => Texts(rule[field])));
        var cors = Headers["CorsConfig"]!;
        Assert.Equal([origins, exposed], new[] { "AccessControlAllowOrigins", "AccessControlExposeHeaders" }
            .Select(field => Texts(cors[field]!["Items"])));

        static string[] Texts(JsonNode? list) => [.. list!.AsArray().Select(text => (string)text!)];
    }

    [Fact]
    public void Functions_and_people_are_told_the_address()
    {
        Assert.Equal("https://maps.example.org/", Stack.Outputs["PublicAddress"]);
        Assert.All(Stack.OfType("AWS::Lambda::Function"),
            function => Assert.Equal("https://maps.example.org/", (string?)function["Environment"]!["Variables"]!["PUBLIC_ADDRESS"]));
    }

    [Fact]
    public void The_stacks_own_key_rotates_stays_and_lets_the_services_in_that_use_it()
    {
        var (_, key) = Assert.Single(Stack.Resources, resource => (string?)resource.Value!["Type"] == "AWS::KMS::Key");
        Assert.Equal(("Retain", true), ((string?)key!["DeletionPolicy"], (bool)key["Properties"]!["EnableKeyRotation"]!));
        var services = key["Properties"]!["KeyPolicy"]!["Statement"]!.AsArray().Skip(1).ToList();
        Assert.Equal(
            ["cloudwatch", "budgets", "events", "logs.us-west-2", "cloudfront"],
            services.Select(statement => ((string)statement!["Principal"]!["Service"]!)[..^".amazonaws.com".Length]));
        Assert.Equal(["events"], services.Where(statement => statement!["Condition"] is null)
            .Select(statement => ((string)statement!["Principal"]!["Service"]!).Split('.')[0]));
    }

    [Fact]
    public void Nothing_of_it_is_there_until_somebody_asks()
    {
        Assert.DoesNotContain(closed.Resources,
            resource => ((string?)resource.Value!["Type"])!.StartsWith("AWS::CloudFront", StringComparison.Ordinal));
        Assert.Null(closed.Properties("StorageBucket")["CorsConfiguration"]);
        Assert.DoesNotContain("PublicAddress", closed.Outputs.Keys);
        Assert.Empty(closed.OfType("AWS::KMS::Key"));
    }

    [Fact]
    public void Whoever_deploys_is_told_who_reads_and_who_pays()
    {
        var stack = new VegetationStack(new App(VegetationStack.SameEverywhere), new() { Images = "infra/images", PublicProducts = true });
        var warnings = Amazon.CDK.Assertions.Annotations.FromStack(stack).FindWarning("*", Match.StringLikeRegexp("^publicProducts: "));
        Assert.Contains("anybody on the Internet may read", $"{Assert.Single(warnings).Entry.Data}");
    }

    [Theory]
    [InlineData("""{"publicDomain":"maps.example.org"}""")]
    [InlineData("""{"publicProducts":"cloudfront","publicDomain":"maps.example.org"}""")]
    public void A_domain_without_certificate_or_distribution_is_refused(string context) => Assert.Contains(
        "Set publicProducts=cloudfront, publicDomain=", Assert.Throws<SettingException>(() => SettingsReader.Read(context)).Message);
}
