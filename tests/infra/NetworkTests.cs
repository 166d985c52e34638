using Vegetation.Core.Sensors;
using Vegetation.Infra;

namespace Vegetation.Tests.Infra;

public sealed class NetworkTests : IClassFixture<NetworkTests.InNetwork>
{
    /// <summary>The stack with its jobs in a network of their own.</summary>
    public sealed class InNetwork
    {
        public Synthesized Stack { get; } = new(new Settings { Images = "infra/images", VpcEnabled = true });
    }

    readonly Synthesized stack;

    public NetworkTests(InNetwork network) => stack = network.Stack;

    [Theory]
    [InlineData("AWS::EC2::InternetGateway")]
    [InlineData("AWS::EC2::NatGateway")]
    [InlineData("AWS::EC2::Route")]
    public void There_is_no_way_to_the_internet(string type) => Assert.Empty(stack.OfType(type));

    [Fact]
    public void Gateway_leads_to_runs_of_our_bucket_and_to_the_scenes_and_nowhere_else() // fault 61
    {
        var endpoint = stack.OfType("AWS::EC2::VPCEndpoint").Single();
        Assert.Equal("Gateway", (string?)endpoint["VpcEndpointType"]);
        var statements = endpoint["PolicyDocument"]!["Statement"]!.AsArray();
        Assert.Equal(3, statements.Count);
        Assert.Matches("^arn:aws:local:::StorageBucket[^/]*/runs/\\*$", References.Plain(statements[0]!["Resource"]));
        Assert.Equal("AWS::AccountId", References.Plain(statements[0]!["Condition"]!["StringEquals"]!["aws:PrincipalAccount"]));
        Assert.Equal("s3:ListBucket", (string?)statements[1]!["Action"]);
        Assert.Matches("^arn:aws:local:::StorageBucket[^/]*$", References.Plain(statements[1]!["Resource"]));
        Assert.Equal("runs/*", (string?)statements[1]!["Condition"]!["StringLike"]!["s3:prefix"]);
        Assert.Equal("AWS::AccountId", References.Plain(statements[1]!["Condition"]!["StringEquals"]!["aws:PrincipalAccount"]));
        Assert.Equal("s3:GetObject", (string?)statements[2]!["Action"]);
        Assert.Equal(["arn:aws:s3:::sentinel-cogs/*", "arn:aws:s3:::e84-earth-search-sentinel-data/*"],
            statements[2]!["Resource"]!.AsArray().Select(References.Plain));
    }

    [Fact]
    public void The_scenes_buckets_are_those_that_the_worker_reads_by_itself()
    {
        var hosts = Sensor.Sentinel2.Collections.Select(collection => collection.Files.Split('/')[0]).Distinct();
        Assert.Equal(Network.SceneBuckets.Select(bucket => $"{bucket}.s3.us-west-2.amazonaws.com").Order(), hosts.Order());
    }

    [Fact]
    public void Jobs_run_inside_and_functions_outside()
    {
        var config = stack.State("Run job")["Parameters"]!["NetworkConfig"]!["VpcConfig"]!;
        Assert.Equal(2, config["Subnets"]!.AsArray().Count);
        Assert.Contains("ProcessingNetworkJobs", (string?)Assert.Single(config["SecurityGroupIds"]!.AsArray()));
        Assert.All(stack.OfType("AWS::Lambda::Function"), function => Assert.Null(function["VpcConfig"]));
    }

    [Fact]
    public void Nothing_comes_in_and_only_https_goes_out()
    {
        var group = stack.OfType("AWS::EC2::SecurityGroup").Single();
        Assert.Null(group["SecurityGroupIngress"]);
        Assert.Equal(443, (int)Assert.Single(group["SecurityGroupEgress"]!.AsArray())!["ToPort"]!);
    }

    [Fact]
    public void Flows_are_logged() => Assert.Equal("ALL", (string?)stack.OfType("AWS::EC2::FlowLog").Single()["TrafficType"]);

    [Fact]
    public void Job_role_may_make_interfaces_in_these_subnets_only()
    {
        var create = Policies.Of(stack, "ProcessingJobRole").Where(p => p.Action == "ec2:CreateNetworkInterface").Select(p => p.Resource)
            .ToList();
        Assert.Contains(create, resource => resource.EndsWith(":network-interface/*", StringComparison.Ordinal));
        Assert.DoesNotContain(create, resource => resource.EndsWith(":subnet/*", StringComparison.Ordinal) || resource == "*");
        Assert.Equal(2, create.Count(resource => resource.Contains(":subnet/ProcessingNetworkVpcJobsSubnet", StringComparison.Ordinal)));
    }
}
