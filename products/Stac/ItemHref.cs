using Vegetation.Core.Work;

namespace Vegetation.Products.Stac;

/// <summary>The links of STAC items, which are relative to the item, as they read from the products.</summary>
static class ItemHref
{
    const string Above = "../";

    public static string FromProducts(string href) =>
        href == OutputNames.Collection ? $"./{ProductNames.Collection}"
        : href.StartsWith(Above, StringComparison.Ordinal) ? $"../output/{href[Above.Length..]}"
        : href;
}
