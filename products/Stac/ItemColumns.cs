using Vegetation.Products.Tables;
using static Vegetation.Products.Tables.Columns;

namespace Vegetation.Products.Stac;

/// <summary>
/// The schema of our STAC items: every field that the table takes from them, and of which type an item must have it. What an item has
/// besides is left out. A new property of the worker's items is one more line here.
/// </summary>
static class ItemColumns
{
    /// <summary>New columns, for one table.</summary>
    /// <param name="indices">Names: each has its asset.</param>
    public static IReadOnlyList<Column> New(IReadOnlyList<string> indices) =>
    [
        Text("type"), Text("stac_version"), Texts("stac_extensions"), Text("id"), Geometry("geometry"),
        new Struct("bbox", Double("xmin"), Double("ymin"), Double("xmax"), Double("ymax")),
        new ListOf("links", new Struct("element", Href(), Text("rel"), Text("type"), Text("title"), Int("vegetation:offset"))),
        new Struct("assets",
            [
                .. indices.Select(Raster),
                .. indices.SelectMany(index => new[] { Origin($"{index}_day"), Origin($"{index}_count") }),
                new Struct("thumbnail", File()),
                new Struct("scl", Href(), Text("type"), Texts("roles"), Text("title"), Classes()),
                new Struct("qa", [.. File(), Text("title"), Classes()]),
            ]),
        Text("collection"),
        .. Properties().Select(column => column.At("properties", column.Field.Name)),
    ];

    static Column[] Properties() =>
    [
        Text("title"), Time("datetime"), Time("start_datetime"), Time("end_datetime"), Text("vegetation:composite"), Text("platform"),
            Text("constellation"), Texts("instruments"), Double("gsd"), Double("eo:cloud_cover"),
        Double("view:sun_elevation"), Double("view:sun_azimuth"), Int("sat:relative_orbit"),
        Text("grid:code"), Text("proj:code"), new ListOf("proj:shape", Int("element")), Doubles("proj:transform"), Doubles("proj:bbox"),
        Text("processing:level"), Text("processing:lineage"),
        new Struct("processing:software", Text("vegetation-worker")),
        Int("vegetation:offset"), Text("vegetation:offset_basis"), Text("vegetation:offset_confidence"),
        new Struct("vegetation:pixels",
            Long("valid"), Long("nodata"), Long("saturated"), Long("masked"), Long("dilated"), Long("clipped"), Long("outOfRange"),
            Long("tooFew")),
        Texts("vegetation:warnings"), Bool("vegetation:generated"),
    ];

    static Struct Raster(string index) => new(
        index,
        [
            .. File(), Text("title"), new Struct("processing:expression", Text("format"), Text("expression")), Texts("vegetation:bands"),
            Text("vegetation:source"), new ListOf("bands", Band()),
        ]);

    /// <summary>Of composites: where the values come from.</summary>
    static Struct Origin(string name) => new(name, [.. File(), Text("title"), new ListOf("bands", new Struct(
        "element", Text("name"), Text("data_type"), Double("nodata"), Double("raster:scale"), Double("raster:offset")))]);

    static Column[] File() => [Href(), Text("type"), Texts("roles"), Long("file:size"), Text("file:checksum")];

    static Struct Band() => new("element",
        Text("name"), Text("description"), Text("data_type"), Double("nodata"), Double("raster:scale"), Double("raster:offset"),
        Double("raster:spatial_resolution"),
        new Struct("statistics", Double("minimum"), Double("maximum"), Double("mean"), Double("stddev"), Double("valid_percent")));

    static ListOf Classes() => new("classification:classes", new Struct(
        "element", Int("value"), Text("name"), Text("title"), Text("description"), Text("color_hint"), Bool("nodata"), Long("count")));

    /// <summary>As it reads from the products, where the table lies.</summary>
    static Column Href() => Text("href", ItemHref.FromProducts);
}
