using System.Security.Cryptography;

namespace Vegetation.Core.Zones;

/// <summary>Where a run's zones are: a GeoJSON FeatureCollection in the bucket, or the countries, which are built in.</summary>
/// <param name="Key">Of an object below <see cref="Folder"/>, or <see cref="Countries"/>.</param>
/// <param name="Id">The property that identifies a zone; without a property "id" a feature's own id.</param>
/// <param name="Name">The property that names it for people.</param>
public sealed record ZoneSource(string Key, string Id = ZoneSource.DefaultId, string Name = ZoneSource.DefaultName)
{
    public const string Folder = "zones/", Countries = "countries", DefaultId = "id", DefaultName = "name";

    /// <summary>Of one request; a world of districts has half of them.</summary>
    public const int MostZones = 100_000;

    /// <summary>Features typed in the request, which whoever receives it writes at <see cref="Key"/>; null where none were typed.</summary>
    public byte[]? Features { get; private init; }

    /// <summary>
    /// Names the series of weeks that the statistics join, whatever the file; null where key and id property do. Features typed in a
    /// request have a key by their content, so that without a name every change begins a series.
    /// </summary>
    public string? Series { get; init; }

    public bool IsBuiltIn => Key == Countries;

    /// <summary>Features typed in a request. Their key follows from them, so that the same request has the same hash.</summary>
    public static ZoneSource Of(byte[] features, string id, string name) =>
        new($"{Folder}{Convert.ToHexStringLower(SHA256.HashData(features))[..16]}.geojson", id, name) { Features = features };
}
