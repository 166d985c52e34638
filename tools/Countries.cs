using System.Text.Json;
using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Utilities;

namespace Vegetation.LandTiles;

/// <summary>The countries of a TopoJSON file as GeoJSON, a feature a line, by their ids.</summary>
internal static class Countries
{
    const int Decimals = 4; // 11 m; the file's own step is forty times as wide

    /// <returns>How many there are.</returns>
    public static int Write(string file, string geoJson)
    {
        using var topology = new Topology(file);
        // ISO 3166 numeric; what has no code has its name. Of shapes with one code the largest gives the name.
        var countries = topology.Geometries("countries").Select(shape => (Name: Name(shape), Id: Id(shape) ?? Name(shape),
                Parts: topology.Polygons(shape).Select(Valid).SelectMany(PartsOf).ToList()))
            .GroupBy(country => country.Id, StringComparer.Ordinal).OrderBy(country => country.Key, StringComparer.Ordinal).ToList();
        var lines = countries.Select(country => Feature(country.Key,
            Full(country.MaxBy(shape => shape.Parts.Sum(part => part.Area)).Name), [.. country.SelectMany(shape => shape.Parts)]));
        File.WriteAllText(geoJson, $"{{\"type\":\"FeatureCollection\",\"features\":[\n{string.Join(",\n", lines)}\n]}}\n");
        return countries.Count;
    }

    static string Feature(string id, string name, IReadOnlyList<Polygon> parts) =>
        $$$"""{"type":"Feature","properties":{"id":{{{Text(id)}}},"name":{{{Text(name)}}}},"geometry":"""
        + $$$"""{"type":"MultiPolygon","coordinates":[{{{string.Join(',', parts.Select(Rings))}}}]}}""";

    static string Rings(Polygon polygon) => $"[{string.Join(',', polygon.InteriorRings.Prepend(polygon.ExteriorRing).Select(Ring))}]";

    static string Ring(LineString ring) =>
        $"[{string.Join(',', ring.Coordinates.Select(p => FormattableString.Invariant($"[{p.X:0.####},{p.Y:0.####}]")))}]";

    /// <summary>Borders whose steps are wide may touch themselves.</summary>
    static Geometry Valid(Polygon polygon)
    {
        var rounded = new Polygon(Rounded(polygon.Shell), [.. polygon.Holes.Select(Rounded)]);
        return rounded.IsValid ? rounded : GeometryFixer.Fix(rounded);
    }

    static LinearRing Rounded(LinearRing ring) =>
        new([.. ring.Coordinates.Select(p => new Coordinate(Math.Round(p.X, Decimals), Math.Round(p.Y, Decimals)))]);

    static IEnumerable<Polygon> PartsOf(Geometry geometry) =>
        Enumerable.Range(0, geometry.NumGeometries).Select(geometry.GetGeometryN).OfType<Polygon>().Where(part => part.Area > 0);

    static string? Id(JsonElement shape) => shape.TryGetProperty("id", out var id) ? id.GetString() : null;

    static string Name(JsonElement shape) => shape.GetProperty("properties").GetProperty("name").GetString()!;

    /// <summary>In full: the file's names are those for small maps.</summary>
    static string Full(string name) => Whole.GetValueOrDefault(name) ?? string.Join(' ', name.Split(' ').Select(
        word => Words.GetValueOrDefault(word, word)));

    static readonly Dictionary<string, string> Words = new(StringComparer.Ordinal)
    {
        ["Barb."] = "Barbuda", ["Br."] = "British", ["Eq."] = "Equatorial", ["Fr."] = "French", ["Herz."] = "Herzegovina",
        ["I."] = "Island", ["Is."] = "Islands", ["N."] = "Northern", ["Rep."] = "Republic", ["S."] = "South", ["St."] = "Saint",
        ["Ter."] = "Territory", ["W."] = "Western", ["Faeroe"] = "Faroe", ["eSwatini"] = "Eswatini",
    };

    static readonly Dictionary<string, string> Whole = new(StringComparer.Ordinal)
    {
        ["Dem. Rep. Congo"] = "Democratic Republic of the Congo", ["Fr. S. Antarctic Lands"] = "French Southern and Antarctic Lands",
        ["S. Geo. and the Is."] = "South Georgia and the South Sandwich Islands", ["U.S. Virgin Is."] = "United States Virgin Islands",
        ["St. Vin. and Gren."] = "Saint Vincent and the Grenadines", ["Heard I. and McDonald Is."] = "Heard Island and McDonald Islands",
    };

    static string Text(string text) => $"\"{JsonEncodedText.Encode(text)}\"";
}
