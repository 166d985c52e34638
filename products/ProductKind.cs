using System.Globalization;
using Vegetation.Core;
using Vegetation.Core.Requests;

namespace Vegetation.Products;

/// <summary>What a product is: for people, for browsers, and as a role of STAC.</summary>
/// <param name="Place">Where it stands among the others, in the order in which people look for them.</param>
public sealed record ProductKind(string Title, string MediaType, string Role, int Place)
{
    /// <summary>{0} is the index, {1} what coarser resolutions add.</summary>
    static readonly (Func<IndexFiles, string> Name, string Title)[] Titles =
    [
        (_ => ProductNames.Report, "The report"),
        (_ => ProductNames.Viewer, "The viewer: one page from the Earth down to the scenes' pixels; needs a web server, or ./run view"),
        (files => files.Map, "The map of land: mean {0}, standard deviation, observations, clear share, snow and water share{1}"),
        (files => files.MapPicture, "The map of {0} as a picture{1}"),
        (files => files.Change, "Change in mean {0} since the previous run{1}"),
        (files => files.ChangePicture, "The change in {0} as a picture{1}"),
        (files => files.Anomaly, "Anomaly of mean {0}: difference from normal, z-score, vegetation condition index, per cent of "
            + "normal, years in the baseline{1}"),
        (files => files.AnomalyPicture, "The z-score of {0} as a picture{1}"),
        (files => files.MapStyle, "QGIS style of the {0} map{1}"),
        (files => files.ChangeStyle, "QGIS style of the {0} change{1}"),
        (files => files.AnomalyStyle, "QGIS style of the {0} anomaly{1}"),
        (files => files.MosaicStyles, "QGIS style of the {0} mosaics{1}"),
        (_ => ProductNames.CoveragePicture, "Clear share of each tile, or why it was not processed, as a picture"),
        (files => files.Histogram, "Land area by {0}, as a picture{1}"),
        (files => files.LatitudeProfile, "Mean {0} of land by latitude, as a picture{1}"),
        (files => files.ZonesParquet, "Statistics of {0} of each zone as a table with outlines (GeoParquet){1}"),
        (files => files.ZonesCsv, "The same without outlines, for spreadsheets{1}"),
        (files => files.ZonesJson, "The same with histograms, in the shape of Sentinel Hub's Statistical API{1}"),
        (_ => ProductNames.LedgerJson, "The ledger: outcome and reason of each tile and scene; its statistics include water, those of "
            + "the map do not"),
        (_ => ProductNames.LedgerParquet, "The ledger as a table"),
        (_ => ProductNames.Collection, "The scenes as a STAC collection"),
        (_ => ProductNames.ItemsParquet, "Its items as a table (stac-geoparquet)"),
        (_ => ProductNames.Footprints, "Outlines of the scenes"),
        (files => files.TileIndex, "One mosaic of {0} of all scenes (GDAL tile index, GDAL 3.9 and newer){1}"),
        (files => files.Mosaics, "Mosaic of {0} of a UTM zone (GDAL virtual raster){1}"),
    ];

    static readonly Dictionary<string, (string MediaType, string Role)> Formats = new(StringComparer.Ordinal)
    {
        [".csv"] = ("text/csv; charset=utf-8", "data"),
        [".html"] = ("text/html; charset=utf-8", "overview"),
        [".json"] = ("application/json", "metadata"),
        [".geojson"] = (MediaTypes.GeoJson, "metadata"),
        [".tif"] = (MediaTypes.Cog, "data"),
        [".png"] = ("image/png", "overview"),
        [".svg"] = ("image/svg+xml", "overview"),
        [".parquet"] = ("application/vnd.apache.parquet", "metadata"),
        [".vrt"] = ("application/xml", "virtual"),
        [".qml"] = ("application/xml", "metadata"),
        [".gti"] = ("application/xml", "virtual"),
    };

    public static string MediaTypeOf(string name) => Formats[Path.GetExtension(name)].MediaType;

    /// <param name="name">A file of the products of these indices.</param>
    internal static ProductKind Of(string name, IReadOnlyList<MappedIndex> indices, Window window)
    {
        var (mediaType, role) = Formats[Path.GetExtension(name)];
        if (name.EndsWith(".svg", StringComparison.Ordinal)) return OfVectors(Of(Path.ChangeExtension(name, "png"), indices, window));
        var known =
            from title in Titles.Index()
            from mapped in indices
            where IsNamed(name, title.Item.Name(mapped.Files(window)))
            select new ProductKind(
                string.Format(CultureInfo.InvariantCulture, title.Item.Title, mapped.Index.Label, mapped.Note), mediaType,
                RoleOf(name, role), title.Index);
        return known.First();
    }

    static ProductKind OfVectors(ProductKind picture) =>
        picture with { Title = $"{picture.Title}, for print (SVG)", MediaType = Formats[".svg"].MediaType };

    static string RoleOf(string name, string ofFormat) =>
        name == ProductNames.ItemsParquet ? "collection-mirror" : IndexFiles.HoldsZones(name) ? "data" : ofFormat;

    /// <summary>Whether it is that name, of which a star stands for a part.</summary>
    static bool IsNamed(string name, string pattern) => pattern.Split('*') is [var start, var end]
        ? name.StartsWith(start, StringComparison.Ordinal) && name.EndsWith(end, StringComparison.Ordinal) : name == pattern;
}
