namespace Vegetation.Functions.Catalogs;

/// <summary>A catalog that does not answer, or not in a way that can be used. <see cref="Catalog"/> is its address.</summary>
public sealed class CatalogUnavailableException(string catalog, string problem, Exception? inner = null)
    : Exception($"{catalog}: {problem}", inner)
{
    public string Catalog { get; } = catalog;
}
