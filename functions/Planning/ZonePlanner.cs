using System.Text.Json;
using Vegetation.Core;
using Vegetation.Core.Geography;
using Vegetation.Core.Requests;
using Vegetation.Core.Work;
using Vegetation.Core.Zones;
using Vegetation.Functions.Searching;
using Vegetation.Functions.Storage;

namespace Vegetation.Functions.Planning;

/// <summary>The zones of a plan.</summary>
/// <param name="Sha256">Of the list of zones in the bucket, in lower-case hexadecimal.</param>
internal sealed record PlannedZones(string Sha256, ZoneReport Report);

/// <summary>
/// Reads the zones that a request asks for, checks them one by one, and keeps those that are good: the run's list of zones, which later
/// steps read in the place of the features.
/// </summary>
internal sealed class ZonePlanner(ObjectStore store, RunKeys keys)
{
    /// <returns>What the plan says of them, and where they are found; null where the request asks for none.</returns>
    /// <exception cref="InvalidRequestException">The object is missing or holds no features, or there are too many.</exception>
    public async Task<(PlannedZones Planned, ZoneIndex Index)?> Plan(Request request, CancellationToken cancellationToken)
    {
        if (request.Zones is not { } source) return null;
        var (zones, bad) = Check(source, await Content(source, cancellationToken), request.Area);
        var lines = Lines(zones);
        await store.Put(keys.Zones, lines, "application/x-ndjson", cancellationToken);
        var pixelKm2 = request.Resolution * request.Resolution / 1e6;
        var report = new ZoneReport(zones.Count, bad, [.. zones.Where(zone => zone.AreaKm2 < pixelKm2).Select(zone => zone.Id)]);
        return (new(PlanDigests.Of(lines), report), new(zones));
    }

    async Task<byte[]> Content(ZoneSource source, CancellationToken cancellationToken) => source.IsBuiltIn ? Countries.GeoJson()
        : await store.TryGet(source.Key, cancellationToken) ?? throw SceneSearch.NoZones(store, source);

    static (IReadOnlyList<Zone> Zones, IReadOnlyList<BadZone> Bad) Check(ZoneSource source, byte[] content, Area area)
    {
        using var json = Parse(source, content);
        var (zones, bad, ids) = (new List<Zone>(), new List<BadZone>(), new HashSet<string>(StringComparer.Ordinal));
        foreach (var feature in new ZoneFeatures(source).Read(json))
        {
            var (polygons, reason) = !feature.IsText ? (null, "holds text that is not UTF-8")
                : ZoneCheck.Of(feature.Geometry, source.IsBuiltIn ? null : area);
            if (feature.IsText && feature.Id is null)
                reason = $"has no \"{source.Id}\" property (text or number); set the property with zones.id";
            else if (feature.Id is { } id && !ids.Add(id)) reason = "has the same id as an earlier feature; ids must be unique";
            // Of all countries those of which a part may lie in the area; the bounds of some go around the Earth.
            if (source.IsBuiltIn && !polygons!.Any(polygon => ZoneCheck.IsNear(new Area([polygon]).Bounds, area.Bounds))) continue;
            if (reason is null) zones.Add(ToZone(zones.Count, feature, polygons!));
            else bad.Add(new(feature.Label, reason));
        }
        return zones.Count > 0 || bad.Count == 0 ? (zones, bad) : throw new InvalidRequestException([new FieldError(
            "zones", $"no polygon that can be used: {bad[0].Id} {bad[0].Reason}{(bad.Count > 1 ? $" (and {bad.Count - 1} more)" : "")}",
            "at least one")]);
    }

    static Zone ToZone(int number, ZoneFeature feature, IReadOnlyList<AreaPolygon> polygons) => new(
        number, feature.Id!, feature.Name, Math.Round(GroundArea.SquareKilometres(polygons), 6),
        [.. polygons.SelectMany(Antimeridian.Split)]);

    static JsonDocument Parse(ZoneSource source, byte[] content)
    {
        try
        {
            return JsonDocument.Parse(content);
        }
        catch (JsonException e)
        {
            throw new InvalidRequestException(
                [new FieldError("zones", $"{source.Key}, which is not JSON ({e.Message})", "GeoJSON in UTF-8")]);
        }
    }

    static byte[] Lines(IReadOnlyList<Zone> zones)
    {
        using var lines = new MemoryStream();
        foreach (var zone in zones)
        {
            JsonSerializer.Serialize(lines, zone, CoreJson.Default.Zone);
            lines.WriteByte((byte)'\n');
        }
        return lines.ToArray();
    }
}
