using System.Text.Json;
using Vegetation.Core;
using Vegetation.Core.Geography;
using Vegetation.Core.Requests;
using Vegetation.Core.Work;
using Vegetation.Core.Zones;
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
        : await store.TryGet(source.Key, cancellationToken) ?? throw new InvalidRequestException([new FieldError(
            "zones.key", $"s3://{store.Bucket}/{source.Key}, which does not exist", "an object of this bucket: upload it first")]);

    static (IReadOnlyList<Zone> Zones, IReadOnlyList<BadZone> Bad) Check(ZoneSource source, byte[] content, Area area)
    {
        using var json = Parse(source, content);
        var (zones, bad, ids) = (new List<Zone>(), new List<BadZone>(), new HashSet<string>(StringComparer.Ordinal));
        foreach (var feature in new ZoneFeatures(source).Read(json))
        {
            var (polygons, reason) = ZoneCheck.Of(feature.Geometry);
            if (feature.Id is null) reason = $"has no property \"{source.Id}\" with a text or number, which is to be its id";
            else if (!ids.Add(feature.Id)) reason = "has the id of an earlier feature; expected each once";
            if (reason is null) zones.Add(ToZone(zones.Count, feature, polygons!));
            else bad.Add(new(feature.Label, reason));
        }
        return AreSwapped(zones, area) ? ([], [.. bad, .. zones.Select(Swapped)]) : (zones, bad);
    }

    static Zone ToZone(int number, ZoneFeature feature, IReadOnlyList<AreaPolygon> polygons) => new(
        number, feature.Id!, feature.Name, Math.Round(GroundArea.SquareKilometres(polygons), 6),
        [.. polygons.SelectMany(Antimeridian.Split)]);

    /// <summary>
    /// Of one zone nothing tells: others lie where it would with its axes swapped. If all lie outside the area, and half of them would lie
    /// in it, they are.
    /// </summary>
    static bool AreSwapped(List<Zone> zones, Area area)
    {
        var (west, south, east, north) = area.Bounds;
        return zones.Count > 0 && zones.TrueForAll(zone => !IsIn(First(zone)))
            && 2 * zones.Count(zone => IsIn(Turned(First(zone)))) >= zones.Count;

        bool IsIn(Position p) => p.Longitude >= west && p.Longitude <= east && p.Latitude >= south && p.Latitude <= north;

        static Position First(Zone zone) => zone.Geometry[0].Rings[0][0];

        static Position Turned(Position p) => new(p.Latitude, p.Longitude);
    }

    static BadZone Swapped(Zone zone) => new(
        zone.Id, "lies outside the area, in which it would lie with latitude and longitude swapped; expected [longitude, latitude]");

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
