using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Vegetation.Core;
using Vegetation.Core.Composites;
using Vegetation.Core.Geography;
using Vegetation.Core.Requests;
using Vegetation.Core.Scenes;
using Vegetation.Core.Work;
using Vegetation.Functions.Searching;
using Vegetation.Functions.Storage;

namespace Vegetation.Functions.Planning;

/// <summary>
/// Writes the work units of the selected acquisitions, one each or one for all of a tile, by reading the kept search pages once more:
/// complete scenes are in memory only until the last of their unit is read.
/// </summary>
internal sealed class UnitWriter(ObjectStore store, RunKeys keys, Request request, IReadOnlyList<Acquisition> taken, ZoneIndex? zones)
{
    const int ParallelWrites = 32;

    readonly TileNeighbours neighbours = new(taken.Select(acquisition => Tile.Parse(acquisition.Tile)));
    readonly UnitMask mask = new(request.Mask.Classes, request.Mask.DilationPixels, request.Mask.CloudProbability);
    readonly int cellsPerDegree = CellSize.For(request.Area, request.Resolution);

    readonly Compositing? composite =
        request.Composite == CompositeRule.None ? null : new(request.Composite, request.Window.From, request.Window.To);

    /// <summary>A hostile catalog may name as many hosts as files; units of those beyond these end as invalid.</summary>
    const int MostHosts = 100;

    readonly ConcurrentDictionary<string, bool> hosts = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The hosts of what was written, by name; null where everything is on this machine.</summary>
    public IReadOnlyList<string>? Hosts => hosts.IsEmpty ? null : [.. hosts.Keys.Order(StringComparer.Ordinal).Take(MostHosts)];

    /// <param name="catalog">The number of the catalog whose pages count.</param>
    /// <returns>In the order in which the acquisitions were taken.</returns>
    public async Task<IReadOnlyList<PlannedUnit>> Write(int catalog, CancellationToken cancellationToken)
    {
        var planned = new ConcurrentDictionary<string, PlannedUnit>(StringComparer.Ordinal);
        var groups = Groups();
        PlanCeiling.Require(groups.Count);
        await Parallel.ForEachAsync(
            Gathered(groups, catalog, cancellationToken),
            new ParallelOptions { MaxDegreeOfParallelism = ParallelWrites, CancellationToken = cancellationToken },
            async (unit, token) => planned[unit.Group.First] = await Write(unit.Group, unit.Scenes, token));
        return [.. groups.Select(group => planned[group.First])];
    }

    /// <summary>The acquisitions of one work unit.</summary>
    sealed record UnitGroup(IReadOnlyList<Acquisition> Acquisitions)
    {
        public string First => Acquisitions[0].Primary.Id;
        public IEnumerable<string> SceneIds => Acquisitions.SelectMany(acquisition => acquisition.Granules).Select(granule => granule.Id);
    }

    List<UnitGroup> Groups() => composite is null
        ? [.. taken.Select(acquisition => new UnitGroup([acquisition]))]
        : [.. taken.GroupBy(acquisition => acquisition.Tile).Select(tile => new UnitGroup(
            [.. composite.Ranked(tile, acquisition => acquisition.Primary.Sensed, acquisition => acquisition.Primary.Id)]))];

    /// <summary>The groups with their scenes by id, each as soon as its last scene was read.</summary>
    async IAsyncEnumerable<(UnitGroup Group, IReadOnlyDictionary<string, Scene> Scenes)> Gathered(
        List<UnitGroup> groups, int catalog, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var wanted = groups.SelectMany(group => group.SceneIds.Select(id => (Id: id, Group: group)))
            .ToDictionary(scene => scene.Id, scene => scene.Group, StringComparer.Ordinal);
        var waiting = new Dictionary<UnitGroup, Dictionary<string, Scene>>(ReferenceEqualityComparer.Instance);
        await foreach (var page in SearchPages.Read(store, keys, catalog, cancellationToken))
            foreach (var scene in page.Scenes)
            {
                if (!wanted.Remove(scene.Id, out var group)) continue; // rejected, or listed a second time
                if (!waiting.TryGetValue(group, out var scenes)) waiting[group] = scenes = new(StringComparer.Ordinal);
                scenes[scene.Id] = scene;
                if (scenes.Count < group.SceneIds.Count()) continue;
                waiting.Remove(group);
                yield return (group, scenes);
            }
    }

    async Task<PlannedUnit> Write(UnitGroup group, IReadOnlyDictionary<string, Scene> scenes, CancellationToken cancellationToken)
    {
        var acquisitions = group.Acquisitions.Select(acquisition => acquisition.Granules.Select(granule => scenes[granule.Id]).ToArray())
            .Select(granules => new UnitAcquisition(granules[0], granules[1..])).ToList();
        var first = acquisitions[0];
        var unit = new WorkUnit(
            composite is null ? first.Scene.Id : UnitId.Of(first.Scene.Tile, composite), keys.RunId.ToString(), first.Scene, mask,
            [.. neighbours.Of(Tile.Parse(first.Scene.Tile)).Select(tile => tile.ToString())], cellsPerDegree)
        {
            AdditionalGranules = first.AdditionalGranules,
            OtherAcquisitions = acquisitions[1..],
            Composite = composite,
            Indices = [.. request.Indices.Select(index => index.Name)],
            Resolution = request.Resolution,
            Output = request.Output,
            Area = request.Output.Clip ? AreaOf(Tile.Parse(first.Scene.Tile)) : null,
            Zones = zones?.Of(Tile.Parse(first.Scene.Tile)),
        };
        UnitMemory.Require(unit, request);
        foreach (var host in scenes.Values.SelectMany(HostsOf)) hosts[host] = true;
        var content = JsonSerializer.SerializeToUtf8Bytes(unit, CoreJson.Default.WorkUnit);
        var eTag = await store.Put(keys.Unit(unit.UnitId), content, "application/json", cancellationToken);
        var share = group.Acquisitions.SelectMany(acquisition => acquisition.Granules).Sum(granule => granule.DataShare);
        return new PlannedUnit(unit.UnitId, Math.Round(share, 4), PlanDigests.Of(content))
        {
            ETag = eTag, Zones = unit.Zones is null ? null : true, Scene = UnitScene.Of(unit),
            Spilled = UnitLoad.Of(unit).Spilled is > 0 and var spilled ? spilled : null,
        };
    }

    static IEnumerable<string> HostsOf(Scene scene) =>
        scene.Assets.Values.Select(asset => asset.Href).Append(scene.ItemHref).OfType<string>().Select(AssetHosts.HostOf).OfType<string>();

    Area AreaOf(Tile tile) => MgrsSquare.TryOf(tile, out var square) ? request.Area.Near(square.Outline()) : request.Area;
}
