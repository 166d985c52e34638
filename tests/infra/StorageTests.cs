using Amazon.CDK.Assertions;
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
    public void Nothing_current_ever_expires() =>
        Assert.DoesNotContain("\"Expiration", stack.OfType("AWS::S3::Bucket").Single().ToJsonString());

    [Fact]
    public void Bucket_refuses_requests_without_tls() => stack.Template.HasResourceProperties("AWS::S3::BucketPolicy", new Properties
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
