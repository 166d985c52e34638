using Vegetation.Core.Work;

namespace Vegetation.Functions.Aggregation.Index;

/// <summary>The links of STAC items, which are relative to the item, as they read from the products.</summary>
public static class ItemHref
{
    const string Beside = "./";

    public static string FromProducts(string href) =>
        href == OutputNames.Collection ? $"./{ProductNames.Collection}"
        : href.StartsWith(Beside, StringComparison.Ordinal) ? $"../output/ndvi/{href[Beside.Length..]}"
        : href;
}
