using System.Globalization;
using Vegetation.Core.Geography;
using Vegetation.Core.Requests;
using Vegetation.Core.Scenes;

namespace Vegetation.Bench.Aggregation;

/// <summary>A STAC item as long as the worker's.</summary>
internal static class FinishedItem
{
    public static string Text(string id, Tile tile, IReadOnlyList<Position> outline)
    {
        var ring = string.Join(
            ',', outline.Where((_, i) => i % 8 == 0).Append(outline[0])
            .Select(p => string.Create(CultureInfo.InvariantCulture, $"[{p.Longitude:0.######},{p.Latitude:0.######}]")));
        var classes = string.Join(
            ',', Enumerable.Range(0, 12)
            .Select(i =>
            $$"""{"value":{{i}},"name":"class-{{i}}","title":"Class {{i}}","description":"kept","nodata":false,"count":10000000}"""));
        return $$$$"""
            {"type":"Feature","stac_version":"1.1.0","stac_extensions":["https://stac-extensions.github.io/projection/v2.0.0/schema.json"],"id":"{{{{id}}}}",
            "geometry":{"type":"Polygon","coordinates":[[{{{{ring}}}}]]},"bbox":[{{{{Side(outline.Min(p => p.Longitude))}}}},{{{{Side(outline.Min(p => p.Latitude))}}}},{{{{Side(outline.Max(p => p.Longitude))}}}},{{{{Side(outline.Max(p => p.Latitude))}}}}],
            "properties":{"datetime":"2023-12-04T10:00:00.000Z","constellation":"sentinel-2","instruments":["msi"],"gsd":10,"grid:code":"MGRS-{{{{tile}}}}","proj:code":"EPSG:{{{{tile.Epsg}}}}",
            "proj:shape":[10980,10980],"proj:transform":[10,0,600000,0,-10,5300040],"proj:bbox":[600000,5190240,709800,5300040],"processing:level":"L3",
            "processing:lineage":"NDVI of Sentinel-2 L2A; SCL classes 0, 1, 3, 8, 9, 10, 11 dropped, clouds and shadows dilated by 2 pixels of 20 m","vegetation:offset":-1000,
            "vegetation:offset_basis":"baseline","vegetation:offset_confidence":"high","vegetation:warnings":[],"platform":"sentinel-2a","eo:cloud_cover":5.5},
            "collection":"world","links":[{"rel":"derived_from","href":"https://earth-search.example/v1/collections/sentinel-2-l2a/items/{{{{id}}}}","type":"application/geo+json"}],
            "assets":{"ndvi":{"href":"../ndvi/{{{{id}}}}_ndvi.tif","type":"image/tiff","roles":["data"],"file:size":10,"file:checksum":"1220",
            "bands":[{"name":"ndvi","description":"normalized difference vegetation index","data_type":"int16","nodata":-19999,"raster:scale":0.0001,"raster:offset":0,"raster:spatial_resolution":10,
            "statistics":{"minimum":-3000,"maximum":9500,"mean":4000,"stddev":2000,"valid_percent":82.9} } ] },
            "thumbnail":{"href":"../ndvi/{{{{id}}}}_ndvi.png","type":"image/png","roles":["thumbnail"],"file:size":40000,"file:checksum":"1220"},
            "scl":{"href":"https://example.org/SCL.tif","type":"image/tiff","roles":["data-mask"],"title":"Scene classification","classification:classes":[{{{{classes}}}}] } } }
            """;
    }

    static string Side(double degrees) => degrees.ToString("0.######", CultureInfo.InvariantCulture);
}
