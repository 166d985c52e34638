namespace Vegetation.Core.Zones;

/// <summary>The countries of the Earth by Natural Earth (1:50 million, public domain): outlines off by a kilometre or two.</summary>
public static class Countries
{
    /// <returns>A FeatureCollection; id is the ISO 3166 numeric code, or the name of what has none, and name the English name.</returns>
    public static byte[] GeoJson()
    {
        using var resource = typeof(Countries).Assembly.GetManifestResourceStream("countries.geojson")!;
        using var content = new MemoryStream();
        resource.CopyTo(content);
        return content.ToArray();
    }
}
