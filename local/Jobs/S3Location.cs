namespace Vegetation.Local.Jobs;

/// <summary>s3://bucket/key.</summary>
internal readonly record struct S3Location(string Bucket, string Key)
{
    public static S3Location Parse(string uri)
    {
        const string scheme = "s3://";
        var slash = uri.StartsWith(scheme, StringComparison.Ordinal) ? uri.IndexOf('/', scheme.Length) : -1;
        return slash > scheme.Length ? new(uri[scheme.Length..slash], uri[(slash + 1)..])
            : throw new FormatException($"got \"{uri}\"; expected s3://bucket/key");
    }

    public override string ToString() => $"s3://{Bucket}/{Key}";
}
