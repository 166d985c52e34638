using System.Security.Cryptography;

namespace Vegetation.Local.Run;

/// <summary>The expected hash of a file, from its record or its object in the bucket.</summary>
/// <param name="Hash">
/// SHA-256 in hexadecimal, or S3's ETag: the MD5 in hexadecimal, or for a multipart upload the MD5 of the parts' MD5s, a hyphen and their
/// number.
/// </param>
sealed record Checksum(string Hash)
{
    /// <summary>Both uploaders, of workers and of functions, send parts of this size.</summary>
    const int PartBytes = 5 << 20;

    const int Sha256Digits = 2 * SHA256.HashSizeInBytes;

    public static Checksum OfETag(string eTag) => new(eTag.Trim('"'));

    /// <returns>False also if there is no file.</returns>
    public async Task<bool> Matches(string path, CancellationToken cancellationToken)
    {
        if (!File.Exists(path)) return false;
        await using var file = File.OpenRead(path);
        return string.Equals(await Of(file, cancellationToken), Hash, StringComparison.OrdinalIgnoreCase);
    }

    async Task<string> Of(Stream file, CancellationToken cancellationToken)
    {
        if (Hash.Length == Sha256Digits) return Convert.ToHexString(await SHA256.HashDataAsync(file, cancellationToken));
        if (!Hash.Contains('-', StringComparison.Ordinal)) return Convert.ToHexString(await MD5.HashDataAsync(file, cancellationToken));
        var (part, hashes) = (new byte[PartBytes], new MemoryStream());
        for (int read; (read = await file.ReadAtLeastAsync(part, PartBytes, throwOnEndOfStream: false, cancellationToken)) > 0;)
            hashes.Write(MD5.HashData(part.AsSpan(0, read)));
        return FormattableString.Invariant($"{Convert.ToHexString(MD5.HashData(hashes.ToArray()))}-{hashes.Length / MD5.HashSizeInBytes}");
    }
}
