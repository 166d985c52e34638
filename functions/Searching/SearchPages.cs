using System.Runtime.CompilerServices;
using Vegetation.Core.Work;
using Vegetation.Functions.Storage;

namespace Vegetation.Functions.Searching;

/// <summary>
/// The kept pages of a search in the order of their names, whenever they were fetched: few at a time are in memory, however long the
/// search was.
/// </summary>
internal static class SearchPages
{
    const int AtATime = 16;

    /// <param name="catalog">The number of the first catalog wanted, from 1.</param>
    /// <exception cref="FileNotFoundException">A page is missing although a later one of its slice exists.</exception>
    public static async IAsyncEnumerable<SearchPage> Read(
        ObjectStore store, RunKeys keys, int catalog, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var stored = await store.List(keys.SearchPages, cancellationToken);
        var ids = stored.Select(o => SearchPageId.Parse(Path.GetFileNameWithoutExtension(o.Key))).OfType<SearchPageId>().ToList();
        var expected = ids.Where(id => id.Catalog >= catalog).Order()
            .GroupBy(id => id with { Page = 0 }).SelectMany(slice => slice.Select((_, i) => slice.Key with { Page = i + 1 }));
        foreach (var part in expected.Chunk(AtATime))
            foreach (
                var page in await store.GetAllJson([.. part.Select(keys.SearchPage)], FunctionsJson.Default.SearchPage, cancellationToken))
                yield return page;
    }
}
