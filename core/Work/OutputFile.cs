using System.Security.Cryptography;

namespace Vegetation.Core.Work;

/// <summary>A file below the output folder, with its size in bytes and its SHA-256 in lower-case hexadecimal.</summary>
public sealed record OutputFile(string Name, long Bytes, string Sha256)
{
    /// <summary>Larger files are uploaded in parts, of which the bucket keeps no MD5 of the whole.</summary>
    const long MostMd5Bytes = 2 << 20;

    /// <summary>
    /// What a listing of the bucket tells of the file (its ETag), so that nobody reads it to compare it. Null of files over 2 MiB.
    /// </summary>
    public string? Md5 { get; init; }

    /// <param name="content">From its beginning; may be sought.</param>
    public static OutputFile Of(string name, Stream content)
    {
        var file = new OutputFile(name, content.Length, Convert.ToHexStringLower(SHA256.HashData(content)));
        if (content.Length > MostMd5Bytes) return file;
        content.Position = 0;
        return file with { Md5 = Convert.ToHexStringLower(MD5.HashData(content)) };
    }
}
