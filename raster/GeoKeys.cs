using System.Collections.Concurrent;

namespace Vegetation.Raster;

/// <summary>
/// EPSG codes by the geographic keys of a file (GeoTIFF 1.1, OGC 19-008r4, section 7.1). The library builds a reference system from PROJ's
/// database for each file that it opens, half a millisecond, though all files of a zone have the same keys.
/// </summary>
internal static class GeoKeys
{
    const int MostKept = 1000, MostBytes = 4096;

    static readonly ConcurrentDictionary<string, int?> Kept = new();

    /// <param name="file">A GeoTIFF, or its beginning.</param>
    /// <param name="ask">The library, which is asked once for the same keys; each time where they do not lie in the bytes at hand.</param>
    /// <returns>Null where there is none.</returns>
    public static int? Epsg(ReadOnlySpan<byte> file, Func<int?> ask)
    {
        if (KeysIn(file) is not { } keys) return ask();
        if (Kept.TryGetValue(keys, out var epsg)) return epsg;
        epsg = ask();
        if (Kept.Count < MostKept) Kept.TryAdd(keys, epsg);
        return epsg;
    }

    /// <summary>All three tags, their types and counts too, in hexadecimal digits; null where one is cut off or very long.</summary>
    static string? KeysIn(ReadOnlySpan<byte> file)
    {
        if (TiffDirectory.All(file) is not [var first, ..]) return null;
        var keys = "";
        for (var tag = TiffDirectory.GeoKeyDirectory; tag <= TiffDirectory.GeoAsciiParams; tag++)
        {
            if (!first.TryValue(file, tag, out var value) || value.Length > MostBytes) return null;
            var type = first.EntryOf(tag) is { } entry ? file.Slice(entry, TiffDirectory.ValueAt) : default;
            keys += $"{Convert.ToHexString(type)} {Convert.ToHexString(value)},";
        }
        return keys;
    }
}
