using Amazon.CDK;
using Amazon.CDK.AWS.EC2;
using Amazon.CDK.AWS.IAM;
using Amazon.CDK.AWS.Logs;
using Constructs;
using LogGroupProps = Amazon.CDK.AWS.Logs.LogGroupProps;
using Members = System.Collections.Generic.Dictionary<string, object>;

namespace Vegetation.Infra;

/// <summary>
/// A network for the jobs without Internet access: S3 through a gateway, and there only our bucket and the scenes' buckets. The functions
/// stay outside, since catalogs are on the Internet; they hold no data except what they read from the bucket.
/// </summary>
internal sealed class Network : Construct
{
    /// <summary>The buckets that hold Sentinel-2's files, all in us-west-2: those whose hosts the worker reads from by default.</summary>
    public static readonly string[] SceneBuckets = ["sentinel-cogs", "e84-earth-search-sentinel-data"];

    readonly Vpc vpc;

    /// <summary>The place of jobs in it.</summary>
    public JobNetwork Jobs { get; }

    public Network(Construct scope, Storage storage, Settings settings) : base(scope, "Network")
    {
        vpc = new Vpc(this, "Vpc", new VpcProps
        {
            MaxAzs = 2,
            NatGateways = 0,
            CreateInternetGateway = false,
            SubnetConfiguration = [new SubnetConfiguration { Name = "Jobs", SubnetType = SubnetType.PRIVATE_ISOLATED, CidrMask = 20 }],
        });
        var guard = new SecurityGroup(
            this, "Jobs", new SecurityGroupProps { Vpc = vpc, AllowAllOutbound = false, Description = "Processing jobs: HTTPS out, "
            + "nothing in" });
        guard.AddEgressRule(Peer.AnyIpv4(), Port.Tcp(443), "S3, the only destination of the route table");
        Jobs = new JobNetwork(this, [.. vpc.IsolatedSubnets.Select(subnet => subnet.SubnetId)], [guard.SecurityGroupId]);
        KeepFlows(settings);
        var gateway = vpc.AddGatewayEndpoint("S3", new GatewayVpcEndpointOptions { Service = GatewayVpcEndpointAwsService.S3 });
        gateway.AddToPolicy(
            Through(["s3:GetObject", "s3:PutObject"], [storage.Bucket.ArnForObjects($"{AnyRun.Prefix}*")], OurAccount));
        gateway.AddToPolicy(Through(["s3:ListBucket"], [storage.Bucket.BucketArn], new Members(OurAccount)
        {
            ["StringLike"] = new Members { ["s3:prefix"] = $"{AnyRun.Prefix}*" },
        }));
        gateway.AddToPolicy(
            Through(["s3:GetObject"], [.. SceneBuckets.Select(bucket => $"arn:{Stack.Of(this).Partition}:s3:::{bucket}/*")]));
    }

    void KeepFlows(Settings settings) => vpc.AddFlowLog("Flows", new FlowLogOptions
    {
        Destination = FlowLogDestination.ToCloudWatchLogs(new LogGroup(this, "FlowLogs", new LogGroupProps
        {
            Retention = Retention.Of(settings),
            RemovalPolicy = RemovalPolicy.DESTROY,
        })),
    });

    // The scenes are public and read without a signature, so nothing is known about who reads them.
    static PolicyStatement Through(string[] actions, string[] objects, Members? condition = null) =>
        new(new PolicyStatementProps { Principals = [new AnyPrincipal()], Actions = actions, Resources = objects, Conditions = condition });

    Members OurAccount => new() { ["StringEquals"] = new Members { ["aws:PrincipalAccount"] = Stack.Of(this).Account } };
}
