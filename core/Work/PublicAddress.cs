namespace Vegetation.Core.Work;

/// <summary>Where anybody reads the bucket's products: an https address with a slash at its end, followed by an object's key.</summary>
public sealed record PublicAddress
{
    readonly Uri root;

    /// <exception cref="FormatException">It is no such address.</exception>
    public PublicAddress(string text) =>
        root = Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttps && uri.AbsoluteUri == text
            && text.EndsWith('/')
            ? uri : throw new FormatException($"got {Requests.Quote.Shortly(text)}; expected an https address that ends with a slash");

    public string Of(string key) => new Uri(root, key).AbsoluteUri;

    /// <summary>Where a link of an object leads, which may be relative to it.</summary>
    public string Of(string key, string href) => new Uri(new Uri(root, key), href).AbsoluteUri;

    public override string ToString() => root.AbsoluteUri;
}
