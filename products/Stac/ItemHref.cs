using Vegetation.Core.Work;

namespace Vegetation.Products.Stac;

/// <summary>The links of STAC items, which are relative to the item, as they read from the products.</summary>
static class ItemHref
{
    const string Beside = "./";

    public static string FromProducts(string href) =>
        href == OutputNames.Collection ? $"./{ProductNames.Collection}"
        : href.StartsWith(Beside, StringComparison.Ordinal) ? $"../output/ndvi/{href[Beside.Length..]}"
        : href;
}
