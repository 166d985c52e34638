namespace Vegetation.Functions.Catalogs;

/// <summary>A catalog that does not answer, or whose answer cannot be used.</summary>
/// <param name="catalog">Its name or address.</param>
internal sealed class CatalogUnavailableException(string catalog, string problem, Exception? inner = null)
    : Exception($"{catalog}: {problem}", inner)
{
    public string Problem { get; } = problem;
}
