using System.Globalization;
using System.Text;
using Vegetation.Core.Geography;

namespace Vegetation.Bench.Search;

/// <summary>A catalog of the whole Earth, generated on request: each land tile is imaged three times a week, under random clouds.</summary>
internal sealed class World
{
    const int Seed = 20231204, AcquisitionsAWeek = 3;
    static readonly DateTimeOffset Begin = new(2023, 12, 4, 0, 0, 0, TimeSpan.Zero);

    readonly IReadOnlyList<Tile> tiles = LandTiles.All;

    /// <param name="scenes">The first so many, tile by tile and then again.</param>
    public World(int scenes) => Scenes = scenes;

    /// <param name="passes">How often each tile is imaged.</param>
    public static World Of(int passes) => new(passes * LandTiles.All.Count);

    public int Scenes { get; }

    /// <summary>Between one scene and the next: as many in each hour of the week.</summary>
    TimeSpan Spacing => TimeSpan.FromMilliseconds(Math.Floor(TimeSpan.FromDays(7).TotalMilliseconds / AcquisitionsAWeek / tiles.Count));

    public string Request(string catalog) => string.Create(CultureInfo.InvariantCulture,
        $$"""{"area":[-180,-90,180,90],"from":"2023-12-04","to":"{{Begin.AddDays(7 * Math.Ceiling((double)Scenes / tiles.Count / AcquisitionsAWeek)):yyyy-MM-dd}}","catalogs":["{{catalog}}"]}""");

    /// <summary>The scenes of a time, both ends included, as numbers: from the first to the one after the last.</summary>
    public (int First, int End) Between(DateTimeOffset from, DateTimeOffset to) =>
        (Math.Clamp((int)Math.Ceiling((from - Begin) / Spacing), 0, Scenes),
            Math.Clamp((int)Math.Floor((to - Begin) / Spacing) + 1, 0, Scenes));

    /// <summary>The page that starts at a scene, of a search that ends before another, as a STAC API answers it.</summary>
    public byte[] Page(string root, string interval, (int First, int End) found, int first, int size)
    {
        var end = Math.Min(first + size, found.End);
        var page = new StringBuilder().Append(
            CultureInfo.InvariantCulture, $$"""{"type":"FeatureCollection","numberMatched":{{found.End - found.First}},"features":[""");
        for (var i = first; i < end; i++) Item(page, i).Append(i + 1 < end ? "," : "");
        page.Append("],\"links\":[");
        if (end < found.End)
            page.Append(
                CultureInfo.InvariantCulture,
                $$"""
                {"rel":"next","href":"{{root}}/search","method":"POST","body":{"next":"{{end}}","limit":{{size}},"datetime":"{{interval}}"} }
                """);
        return Encoding.UTF8.GetBytes(page.Append("]}").ToString());
    }

    StringBuilder Item(StringBuilder page, int number)
    {
        var tile = tiles[number % tiles.Count];
        var random = new Random(Seed + number);
        var (clouds, nodata) = (100 * Math.Pow(random.NextDouble(), 2.2), Math.Max(0, 100 * random.NextDouble() - 50));
        var sensed = Begin + number * Spacing;
        var id = string.Create(CultureInfo.InvariantCulture, $"S2A_T{tile}_{sensed:yyyyMMdd'T'HHmmss}_L2A");
        var outline = MgrsSquare.Of(tile).Outline();
        var ring = string.Join(
            ',', outline.Where((_, i) => i % 8 == 0)
            .Select(p => string.Create(CultureInfo.InvariantCulture, $"[{p.Longitude:0.######},{p.Latitude:0.######}]")));
        return page.Append(CultureInfo.InvariantCulture, $$$"""
            {"type":"Feature","id":"{{{id}}}","collection":"sentinel-2-c1-l2a","geometry":{"type":"Polygon","coordinates":[[{{{ring}}}]]},
            "bbox":[{{{outline.Min(p => p.Longitude)}}},{{{outline.Min(p => p.Latitude)}}},{{{outline.Max(p => p.Longitude)}}},{{{outline.Max(p => p.Latitude)}}}],
            "links":[{"rel":"self","href":"https://earth-search.example/v1/collections/sentinel-2-c1-l2a/items/{{{id}}}"}],
            "properties":{"datetime":"{{{sensed:yyyy-MM-dd'T'HH:mm:ss.fff}}}Z","platform":"sentinel-2a","eo:cloud_cover":{{{clouds:0.##}}},"proj:code":"EPSG:{{{tile.Epsg}}}",
            "s2:processing_baseline":"05.10","s2:nodata_pixel_percentage":{{{nodata:0.##}}},"s2:high_proba_clouds_percentage":{{{clouds:0.##}}},
            "s2:datatake_id":"GS2A_{{{sensed:yyyyMMdd'T'HHmmss}}}_046141_N05.10","s2:product_uri":"S2A_MSIL2A_{{{sensed:yyyyMMdd'T'HHmmss}}}_N0510_R098_T{{{tile}}}_20240422T235959.SAFE"},
            "assets":{{{{Asset(tile, id, "red", "B04", ",\"raster:bands\":[{\"offset\":-0.1,\"scale\":0.0001}]")}}},{{{Asset(tile, id, "nir", "B08", "")}}},{{{Asset(tile, id, "scl", "SCL", "")}}}} }
            """);
    }

    static string Asset(Tile tile, string id, string key, string file, string more) =>
        $"\"{key}\":{{\"href\":\"https://e84-earth-search-sentinel-data.s3.us-west-2.amazonaws.com/sentinel-2-c1-l2a/{tile.Zone}/{tile.Band}/{tile.Square}/2023/12/{id}/{file}.tif\",\"proj:shape\":[10980,10980]{more}}}";
}
