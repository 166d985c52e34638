using System.Security.Cryptography;
using System.Text.Json;
using Vegetation.Core;
using Vegetation.Core.Zones;

namespace Vegetation.Products.Zones;

/// <summary>What makes a zone of one week the same as that of another: its id, and that its outline is as it was.</summary>
/// <param name="Outline">The first eight digits of a hash of it.</param>
readonly record struct ZoneKey(string Id, string Outline)
{
    const int Digits = 8;

    public static ZoneKey Of(Zone zone)
    {
        var nameless = zone with { Number = 0, Id = "", Name = null, AreaKm2 = 0 };
        var outline = JsonSerializer.SerializeToUtf8Bytes(nameless, CoreJson.Default.Zone);
        return new(zone.Id, Convert.ToHexStringLower(SHA256.HashData(outline))[..Digits]);
    }
}
