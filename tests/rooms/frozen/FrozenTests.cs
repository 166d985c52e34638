using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Vegetation.Functions.Storage;
using Vegetation.Local;
using Vegetation.Local.Cloud;
using Vegetation.Local.Demo;
using Vegetation.Tests.Local;

namespace Vegetation.Tests.Frozen;

/// <summary>
/// All that a run of the demonstration leaves in the bucket, pinned by SHA-256 in frozen.json. What changes on purpose is listed there:
/// renames map today's words to the pinned ones. On a difference look at the normal forms in artifacts/frozen, once of this tree and once
/// of the one before.
/// </summary>
public sealed class FrozenTests : IDisposable
{
    /// <summary>Addresses are in every document, so this one is always the same.</summary>
    const int CatalogPort = 21077;

    static readonly TimeSpan LongestWaitForPort = TimeSpan.FromMinutes(3);

    readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("vegetation-frozen-");

    public void Dispose() => folder.Delete(recursive: true);

    [FrozenFact]
    public async Task A_run_of_the_demonstration_leaves_what_is_pinned()
    {
        var scenes = DemoCatalog.Prepare();
        await using var catalog = await Start(scenes);
        var options = LocalCloudOptions.Below(folder.FullName) with
        {
            FunctionEnvironment = new Dictionary<string, string> { ["ALLOW_LOOPBACK"] = "1" },
            WorkerEnvironment = new Dictionary<string, string> { ["ALLOW_LOOPBACK"] = "1" },
        };
        await using var cloud = await LocalCloud.Start(options, CancellationToken.None);
        var result = await cloud.Execute(DemoWorld.Request(catalog.Address).ToJsonString(), "frozen", _ => { }, CancellationToken.None);
        Assert.True(result.Succeeded, $"{result.Error}: {result.Cause}");

        var pinned = FrozenFile.Load();
        var found = await Hashes(new ObjectStore(cloud.S3, S3Server.Bucket), new NormalForm(pinned.Renames));
        Save(pinned with { Sha256 = found }, "frozen.json");
        Assert.Empty(pinned.Sha256.Where(file => found.GetValueOrDefault(file.Key) != file.Value)
            .Select(file => $"{file.Key} is not as pinned"));
        Assert.Empty(found.Keys.Except(pinned.Sha256.Keys).Select(name => $"{name} is not pinned"));
    }

    static async Task<SortedDictionary<string, string>> Hashes(ObjectStore store, NormalForm form)
    {
        var hashes = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var stored in await store.List("", CancellationToken.None))
        {
            if (stored.Key.Contains("/attempts/", StringComparison.Ordinal)) continue; // times of jobs, and who got which unit
            var name = form.NameOf(stored.Key);
            var content = form.Of(name, await store.Get(stored.Key, CancellationToken.None));
            hashes[name] = Convert.ToHexStringLower(SHA256.HashData(content));
            Save(content, name);
        }
        return hashes;
    }

    static async Task<StacServer> Start(string scenes)
    {
        for (var waited = TimeSpan.Zero; ; waited += TimeSpan.FromSeconds(1))
        {
            try
            {
                return await StacServer.Start(scenes, CatalogPort, CancellationToken.None);
            }
            catch (IOException) when (waited < LongestWaitForPort) // another checkout's tests are at this one
            {
                await Task.Delay(TimeSpan.FromSeconds(1));
            }
        }
    }

    static void Save(FrozenFile file, string name) => Save(Encoding.UTF8.GetBytes(file.ToJson()), name);

    static void Save(byte[] content, string name)
    {
        var path = Path.Combine(Layout.Find().Root, "artifacts", "frozen", name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, content);
    }
}
