using Vegetation.Tests.Raster;

namespace Vegetation.Tests.Products.Index;

/// <summary>The JSON schemas of STAC and its extensions as published, which are not part of the repository.</summary>
static class StacSchemas
{
    /// <summary>Below ../shared/data.</summary>
    public const string Folder = "stac_schemas";

    /// <param name="files">STAC documents. Where there are no schemas nothing is checked.</param>
    public static void RequireAll(IEnumerable<string> files)
    {
        if (SharedData.File(Folder) is not { } schemas) return;
        Tool.Run("node", [Path.Combine(Repository.Root, "tests", "rooms", "products", "Index", "schemas.mjs"), schemas, .. files]);
    }
}
