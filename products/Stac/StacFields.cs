using System.Globalization;
using System.Text.Json.Nodes;
using Vegetation.Core.Geography;
using Vegetation.Core.Sensors;

namespace Vegetation.Products.Stac;

/// <summary>Fields of STAC 1.1 that several of our documents have.</summary>
static class StacFields
{
    public const string Version = "1.1.0";

    public const string ProjectionExtension = "https://stac-extensions.github.io/projection/v2.0.0/schema.json",
        RasterExtension = "https://stac-extensions.github.io/raster/v2.0.0/schema.json",
        CloudExtension = "https://stac-extensions.github.io/eo/v2.0.0/schema.json",
        FileExtension = "https://stac-extensions.github.io/file/v2.1.0/schema.json",
        RenderExtension = "https://stac-extensions.github.io/render/v2.0.0/schema.json";

    public static JsonObject Link(string rel, string href, string type, string? title = null)
    {
        var link = new JsonObject { ["rel"] = rel, ["href"] = href, ["type"] = type };
        if (title is not null) link["title"] = title;
        return link;
    }

    /// <summary>That of what is made of Copernicus data has a link; what is made of generated scenes has this software's.</summary>
    public static string License(bool isGenerated) => isGenerated ? "Apache-2.0" : "other";

    public static IEnumerable<JsonNode> LicenseLinks(bool isGenerated) => isGenerated ? [] : [Link(
        "license", "https://sentinels.copernicus.eu/documents/247904/690755/Sentinel_Data_Legal_Notice", "application/pdf")];

    public static JsonArray Providers(bool isGenerated) =>
    [
        isGenerated ? new JsonObject { ["name"] = DataNotice.Generated, ["roles"] = new JsonArray("producer") } : new JsonObject
        {
            ["name"] = "ESA, Copernicus Sentinel-2", ["roles"] = new JsonArray("producer", "licensor"),
            ["url"] = "https://sentinels.copernicus.eu",
        },
        new JsonObject { ["name"] = "vegetation-worker", ["roles"] = new JsonArray("processor") },
    ];

    public static JsonObject ExtentOf(Extent extent) => new()
    {
        ["spatial"] = new JsonObject { ["bbox"] = new JsonArray(extent.Box) },
        ["temporal"] = new JsonObject { ["interval"] = new JsonArray(new JsonArray(Time(extent.From), Time(extent.To))) },
    };

    public static string Time(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
