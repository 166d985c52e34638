using System.Security.Cryptography;
using System.Text;
using Vegetation.Functions.Storage;
using Vegetation.Local;
using Vegetation.Local.Demo;
using Vegetation.Tests.Local;

namespace Vegetation.Tests.Frozen;

/// <summary>
/// All that a run of the demonstration leaves in the bucket, pinned by SHA-256 in frozen.json. What changes on purpose is listed there:
/// renames map today's words to the pinned ones. On a difference look at the normal forms in artifacts/frozen, once of this tree and once
/// of the one before.
/// </summary>
static class Pinned
{
    /// <summary>Addresses are in every document, so this one is always the same.</summary>
    const int CatalogPort = 21077;

    /// <summary>They depend on who got which unit, and when.</summary>
    static readonly string[] OfAttempts = ["/attempts/", "/output/started/"];

    static readonly TimeSpan LongestWaitForPort = TimeSpan.FromMinutes(3);

    /// <summary>The demonstration's catalog at the address that is pinned.</summary>
    public static async Task<StacServer> StartCatalog()
    {
        for (var waited = TimeSpan.Zero; ; waited += TimeSpan.FromSeconds(1))
        {
            try
            {
                return await StacServer.Start(DemoCatalog.Prepare(), CatalogPort, CancellationToken.None);
            }
            catch (IOException) when (waited < LongestWaitForPort) // another checkout's tests are at this one
            {
                await Task.Delay(TimeSpan.FromSeconds(1));
            }
        }
    }

    /// <returns>Null where the run left what is pinned; a sentence that says why nothing was compared.</returns>
    public static async Task<string?> Require(ObjectStore store)
    {
        var pinned = FrozenFile.Load();
        if (FrozenFile.Here != pinned.MadeWith)
            return $"not compared: the bytes are pinned for {pinned.MadeWith}; this machine has {FrozenFile.Here}";
        var found = await Hashes(store, new NormalForm(pinned.Renames));
        Save(Encoding.UTF8.GetBytes((pinned with { Sha256 = found }).ToJson()), "frozen.json");
        Assert.Empty(pinned.Sha256.Where(file => found.GetValueOrDefault(file.Key) != file.Value)
            .Select(file => $"{file.Key} is not as pinned"));
        Assert.Empty(found.Keys.Except(pinned.Sha256.Keys).Select(name => $"{name} is not pinned"));
        return null;
    }

    static async Task<SortedDictionary<string, string>> Hashes(ObjectStore store, NormalForm form)
    {
        var hashes = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var stored in await store.List("", CancellationToken.None))
        {
            if (OfAttempts.Any(part => stored.Key.Contains(part, StringComparison.Ordinal))) continue;
            var name = form.NameOf(stored.Key);
            var content = form.Of(name, await store.Get(stored.Key, CancellationToken.None));
            hashes[name] = Convert.ToHexStringLower(SHA256.HashData(content));
            Save(content, name);
        }
        return hashes;
    }

    static void Save(byte[] content, string name)
    {
        var path = Path.Combine(Layout.Find().Root, "artifacts", "frozen", name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, content);
    }
}
