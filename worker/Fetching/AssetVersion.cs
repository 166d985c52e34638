using System.Net.Http.Headers;

namespace Vegetation.Worker.Fetching;

/// <summary>Which version of a file an answer is of, as far as the server tells: its ETag as it came, and when it was written.</summary>
internal readonly record struct AssetVersion(string? Tag, DateTimeOffset? Modified)
{
    public static AssetVersion Of(HttpResponseMessage response) => new(
        response.Headers.NonValidated.TryGetValues("ETag", out var tag) ? tag.ToString() : null,
        response.Content.Headers.LastModified);

    /// <summary>Whether the server tells at all.</summary>
    public bool IsTold => Tag is not null || Modified is not null;

    /// <summary>The tag, if the server can be asked for this version alone.</summary>
    public EntityTagHeaderValue? ForIfMatch => EntityTagHeaderValue.TryParse(Tag, out var tag) && !tag.IsWeak ? tag : null;

    /// <summary>Whether both tell, and not the same; where a tag is missing in either, the times decide.</summary>
    public bool DiffersFrom(AssetVersion other) =>
        Tag is not null && other.Tag is not null ? Tag != other.Tag : Modified is not null && other.Modified is not null
            && Modified != other.Modified;
}
