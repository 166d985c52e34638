using System.IO.Compression;

namespace Vegetation.Products.Report;

/// <summary>Data in a page: gzip as base64. The viewer lets the browser unpack it, the report does it at once (gunzip.js).</summary>
static class Packed
{
    public static string Text(ReadOnlySpan<byte> content)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.SmallestSize)) gzip.Write(content);
        return Convert.ToBase64String(packed.ToArray()); // closed by now, and still there
    }
}
