using System.Text.Json;
using Vegetation.Core.Scenes;
using Vegetation.Core.Work;
using Vegetation.Worker.Contract;

namespace Vegetation.Worker.Fetching;

/// <summary>
/// Completes a scene of which its catalog gave links only (no baseline, no offset, no grid), from its STAC item. The item's address and
/// those in it are not trusted more than any other href, and it must be the item of the very scene.
/// </summary>
internal sealed class ItemReader(Settings settings, HttpClient http, Backoff backoff, TimeProvider time)
{
    const int LargestItem = 1 << 20; // real ones have 20 to 50 kB

    readonly AssetAddress addresses = new(settings);
    readonly RangeRequest ranges = new(http);

    /// <exception cref="UnitFailure">invalid(baseline, address, too-large, json ...), failed(asset-missing or the last fault).</exception>
    public async Task<Scene> Complete(Scene scene, IReadOnlyList<BandRole> bands, CancellationToken cancellationToken)
    {
        if (scene.Baseline is not null) return scene;
        if (scene.ItemHref is not { } href)
            throw new UnitFailure(Reason.Baseline, $"{scene.Id} has neither a processing baseline nor an item that says it");
        var address = addresses.Allow(href);
        var item = Read(address, address.IsFile ? LocalFile(address) : await Fetch(address, cancellationToken), scene.Catalog, bands);
        if (item.Id != scene.Id || item.Tile != scene.Tile) throw new UnitFailure(Reason.BadItem,
                $"{address} is the item of {item.Id}, tile {item.Tile}, not of {scene.Id}, tile {scene.Tile}");
        return item with { ItemHref = href, Bounds = scene.Bounds ?? item.Bounds, CloudCover = scene.CloudCover ?? item.CloudCover };
    }

    async Task<ReadOnlyMemory<byte>> Fetch(Uri address, CancellationToken cancellationToken)
    {
        using var deadline = new SceneDeadline(settings.SceneDeadline, time, cancellationToken);
        var bytes = new byte[LargestItem];
        var answer = await backoff.Run((transfer, cancellationToken) => ranges.Read(address, 0, bytes, null, transfer, cancellationToken),
            deadline);
        return answer.Total <= LargestItem ? bytes.AsMemory(0, answer.Length) : throw TooLarge(address, answer.Total);
    }

    static ReadOnlyMemory<byte> LocalFile(Uri address)
    {
        var file = new FileInfo(address.LocalPath);
        if (!file.Exists) throw new UnitFailure(Reason.AssetMissing, $"{address} does not exist");
        return file.Length <= LargestItem ? File.ReadAllBytes(file.FullName) : throw TooLarge(address, file.Length);
    }

    static Scene Read(Uri address, ReadOnlyMemory<byte> bytes, string catalog, IReadOnlyList<BandRole> bands)
    {
        try
        {
            using var json = JsonDocument.Parse(bytes);
            var (scene, unreadable) = StacItemReader.Read(json.RootElement, catalog, bands);
            return scene ?? throw new UnitFailure(Reason.OfItem(unreadable!.Reason), $"{address} is no usable item: {unreadable.Words}");
        }
        catch (JsonException e)
        {
            throw new UnitFailure(Reason.BadJson, $"{address} is no JSON: {e.Message}");
        }
    }

    static UnitFailure TooLarge(Uri address, long bytes) => new(Reason.TooLarge, $"{address} has {bytes} bytes, more than {LargestItem}");
}
