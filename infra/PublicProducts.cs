using Amazon.CDK;
using Amazon.CDK.AWS.CertificateManager;
using Amazon.CDK.AWS.CloudFront;
using Amazon.CDK.AWS.CloudFront.Origins;
using Amazon.CDK.AWS.S3;
using Constructs;

namespace Vegetation.Infra;

/// <summary>
/// The products on the Internet: a distribution that anybody may read, over a bucket that stays private. What it may read is listed by
/// <see cref="Storage.LetPublish"/>, so that no other key can be reached, whatever address is asked for.
/// </summary>
internal sealed class PublicProducts : Construct
{
    /// <summary>With a slash at its end.</summary>
    public string Address { get; }

    public PublicProducts(Construct scope, Storage storage, Settings settings) : base(scope, "Public")
    {
        var distribution = new Distribution(this, "Distribution", new DistributionProps
        {
            Comment = "Vegetation maps",
            DefaultRootObject = Core.Work.RunKeys.Catalog,
            DefaultBehavior = Behavior(storage, settings),
            DomainNames = settings.PublicDomain is { } domain ? [domain] : null,
            Certificate = settings.PublicCertificate is { } arn ? Certificate.FromCertificateArn(this, "Certificate", arn) : null,
            MinimumProtocolVersion = SecurityPolicyProtocol.TLS_V1_2_2021,
            HttpVersion = HttpVersion.HTTP2_AND_3,
            PriceClass = PriceClass.PRICE_CLASS_100, // North America and Europe; readers elsewhere are served from there
            LogBucket = storage.Logs(this, "Logs", settings, ObjectOwnership.BUCKET_OWNER_PREFERRED), // CloudFront writes by an ACL
        });
        // By hand, since the CDK's own way would let the distribution read all of the bucket.
        var access = new S3OriginAccessControl(this, "Access", new S3OriginAccessControlProps { OriginAccessControlName = Unique });
        ((CfnDistribution)distribution.Node.DefaultChild!).AddPropertyOverride(
            "DistributionConfig.Origins.0.OriginAccessControlId", access.OriginAccessControlId);
        storage.LetPublish(Stack.Of(this).FormatArn(new ArnComponents
        {
            Service = "cloudfront", Region = "", Resource = "distribution", ResourceName = distribution.DistributionId,
        }));
        Address = $"https://{settings.PublicDomain ?? distribution.DistributionDomainName}/";
    }

    /// <summary>CloudFront is one for all regions: stacks of one name in two of them must not meet.</summary>
    string Unique => $"{Stack.Of(this).StackName}-{Stack.Of(this).Region}";

    BehaviorOptions Behavior(Storage storage, Settings settings)
    {
        var ask = settings.ViewerOrigins != "";
        return new()
        {
            Origin = S3BucketOrigin.WithBucketDefaults(storage.Bucket),
            ViewerProtocolPolicy = ViewerProtocolPolicy.HTTPS_ONLY,
            AllowedMethods = ask ? AllowedMethods.ALLOW_GET_HEAD_OPTIONS : AllowedMethods.ALLOW_GET_HEAD,
            OriginRequestPolicy = ask ? OriginRequestPolicy.CORS_S3_ORIGIN : null, // S3 answers what a browser asks first
            CachePolicy = new CachePolicy(this, "Cache", new CachePolicyProps
            {
                DefaultTtl = Duration.Minutes(5), // a week that is run again keeps its keys
                MinTtl = Duration.Seconds(0),
                MaxTtl = Duration.Days(1),
                EnableAcceptEncodingGzip = true,
                EnableAcceptEncodingBrotli = true,
            }),
            ResponseHeadersPolicy = new ResponseHeadersPolicy(this, "Headers", new ResponseHeadersPolicyProps
            {
                ResponseHeadersPolicyName = Unique,
                SecurityHeadersBehavior = SecurityHeaders,
                CorsBehavior = ask ? Cors(settings) : null, // from the cache too, which does not know who asked
            }),
        };
    }

    // The pages carry policies of their own for what they load.
    static ResponseSecurityHeadersBehavior SecurityHeaders => new()
    {
        ContentTypeOptions = new ResponseHeadersContentTypeOptions { Override = true },
        FrameOptions = new ResponseHeadersFrameOptions { FrameOption = HeadersFrameOption.SAMEORIGIN, Override = true },
        ReferrerPolicy = new ResponseHeadersReferrerPolicy { ReferrerPolicy = HeadersReferrerPolicy.NO_REFERRER, Override = true },
        StrictTransportSecurity = new ResponseHeadersStrictTransportSecurity { AccessControlMaxAge = Duration.Days(365), Override = true },
    };

    static ResponseHeadersCorsBehavior Cors(Settings settings) => new()
    {
        AccessControlAllowOrigins = settings.ViewerOrigins.Split(','),
        AccessControlAllowMethods = Storage.ReadMethods,
        AccessControlAllowHeaders = ["*"],
        AccessControlExposeHeaders = Storage.ExposedHeaders,
        AccessControlAllowCredentials = false,
        OriginOverride = true,
    };
}
