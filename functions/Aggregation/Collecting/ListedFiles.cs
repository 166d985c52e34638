using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Vegetation.Core.Work;
using Vegetation.Functions.Storage;

namespace Vegetation.Functions.Aggregation.Collecting;

/// <summary>
/// A run's rasters, pictures and items as a listing has them, a thousand in a request: name, size and MD5 of each, and name and size, as 16
/// bytes that stand for them. Those of a million files would take half a gigabyte as text.
/// </summary>
internal sealed class ListedFiles
{
    readonly HashSet<UInt128> found = [];

    /// <param name="folders">Below the output folder, each with a slash at its end.</param>
    public static async Task<ListedFiles> Of(
        ObjectStore store, RunKeys keys, IEnumerable<string> folders, CancellationToken cancellationToken)
    {
        var listed = new ListedFiles();
        foreach (var folder in folders)
            await foreach (var stored in store.Each(keys.Output + folder, cancellationToken))
            {
                var (name, md5) = (stored.Key[keys.Output.Length..], stored.ETag);
                listed.found.Add(Mark(name, stored.Bytes, null));
                listed.found.Add(Mark(name, stored.Bytes, md5));
            }
        return listed;
    }

    /// <summary>
    /// Whether the file is there as recorded, as far as a listing tells: size and MD5, the size alone of a file with no MD5 recorded. What
    /// it does not tell (a bucket under a key of KMS lists no MD5) has to be asked of the file.
    /// </summary>
    public bool Holds(OutputFile file) => found.Contains(Mark(file.Name, file.Bytes, file.Md5));

    static UInt128 Mark(string name, long bytes, string? md5) =>
        BinaryPrimitives.ReadUInt128LittleEndian(
            SHA256.HashData(Encoding.UTF8.GetBytes(FormattableString.Invariant($"{name} {bytes} {md5}"))));
}
