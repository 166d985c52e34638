using Amazon.CDK;
using Amazon.CDK.AWS.IAM;
using Constructs;
using Members = System.Collections.Generic.Dictionary<string, object>;

namespace Vegetation.Infra;

/// <summary>The place of processing jobs in a network, whoever made that: subnets and security groups by their ids.</summary>
internal sealed class JobNetwork(Construct scope, string[] subnets, string[] securityGroups)
{
    /// <summary>The NetworkConfig of a processing job.</summary>
    public Members Config() => new()
    {
        ["VpcConfig"] = new Members { ["SecurityGroupIds"] = securityGroups, ["Subnets"] = subnets },
    };

    /// <summary>Lets a job role put its instances into this network.</summary>
    public void LetJoin(IGrantable role)
    {
        string[] interfaces = [Arn("network-interface", "*")];
        role.Allow(["ec2:CreateNetworkInterface"],
            [
                .. interfaces, .. subnets.Select(subnet => Arn("subnet", subnet)),
                .. securityGroups.Select(group => Arn("security-group", group)),
            ]);
        role.Allow(
            ["ec2:CreateNetworkInterfacePermission", "ec2:DeleteNetworkInterface", "ec2:DeleteNetworkInterfacePermission"], interfaces);
        role.Allow( // EC2 knows no resource for what only describes
            ["ec2:DescribeDhcpOptions", "ec2:DescribeNetworkInterfaces", "ec2:DescribeSecurityGroups", "ec2:DescribeSubnets",
                "ec2:DescribeVpcs"], ["*"]);
    }

    string Arn(string resource, string name) =>
        Stack.Of(scope).FormatArn(new ArnComponents { Service = "ec2", Resource = resource, ResourceName = name });
}
