using Amazon.CDK;
using Amazon.CDK.AWS.IAM;
using Amazon.CDK.AWS.KMS;
using Amazon.CDK.AWS.Logs;
using Constructs;
using Members = System.Collections.Generic.Dictionary<string, object>;

namespace Vegetation.Infra;

/// <summary>
/// The KMS key of bucket, topic and log groups: the account's, or one of the stack's own. The key of an account must let the same services
/// in as <see cref="LetServices"/> does (docs/deploy.md); roles are let in by their own policies.
/// </summary>
internal sealed class DataKey : Construct
{
    /// <summary>Null where the services encrypt with keys of their own.</summary>
    public IKey? Key { get; }

    public DataKey(Construct scope, Settings settings) : base(scope, "Encryption")
    {
        if (settings.KmsKey is { } arn and not Settings.OwnKey) Key = Amazon.CDK.AWS.KMS.Key.FromKeyArn(this, "Key", arn);
        if (settings.KmsKey is not Settings.OwnKey) return;
        var key = new Key(this, "Key", new KeyProps
        {
            Description = "Vegetation maps: bucket, topic and logs",
            EnableKeyRotation = true,
            RemovalPolicy = RemovalPolicy.RETAIN, // without it nobody reads the bucket, which stays too
        });
        Key = key;
        LetServices(key, settings);
    }

    /// <summary>Lets <paramref name="who"/> read, or write, what is encrypted with the key.</summary>
    public void LetUse(IGrantable who, params string[] actions)
    {
        if (Key is { } key) who.Allow(actions, [key.KeyArn]);
    }

    /// <summary>Encrypts every log group of the stack.</summary>
    public void Encrypt(Stack stack)
    {
        if (Key is not { } key) return;
        foreach (var group in stack.Node.FindAll().OfType<CfnLogGroup>()) group.KmsKeyId = key.KeyArn;
    }

    void LetServices(Key key, Settings settings)
    {
        var stack = Stack.Of(this);
        var ours = new Members { ["StringEquals"] = new Members { ["aws:SourceAccount"] = stack.Account } };
        string[] sends = ["kms:Decrypt", "kms:GenerateDataKey*"]; // to the topic
        foreach (var sender in new[] { "cloudwatch", "budgets" }) Let(sender, ours, sends);
        Let("events", null, sends); // AWS's guide has no condition for it, and a wrong one would lose mails in silence
        Let($"logs.{stack.Region}", Like("kms:EncryptionContext:aws:logs:arn", $"logs:{stack.Region}:{stack.Account}:log-group:*"),
            "kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:DescribeKey");
        // Any distribution of the account: the bucket needs its key before the distribution that reads it is there.
        if (settings.PublicProducts)
            Let("cloudfront", Like("aws:SourceArn", $"cloudfront::{stack.Account}:distribution/*"), "kms:Decrypt");

        void Let(string service, Members? condition, params string[] actions) =>
            key.AddToResourcePolicy(new PolicyStatement(new PolicyStatementProps
            {
                Principals = [new ServicePrincipal($"{service}.amazonaws.com")], Actions = actions, Resources = ["*"],
                Conditions = condition,
            }));

        Members Like(string name, string arn) => new() { ["ArnLike"] = new Members { [name] = $"arn:{stack.Partition}:{arn}" } };
    }
}
