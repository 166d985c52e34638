using System.Runtime.CompilerServices;
using Vegetation.Core.Work;
using Vegetation.Functions.Storage;

namespace Vegetation.Functions.Searching;

/// <summary>The kept pages of a search, one after the other: few at a time are in memory, however long the search was.</summary>
internal static class SearchPages
{
    const int AtATime = 16;

    /// <param name="first">The first page wanted, from 1.</param>
    /// <exception cref="FileNotFoundException">A page is missing although a later one exists.</exception>
    public static async IAsyncEnumerable<SearchPage> Read(
        ObjectStore store, RunKeys keys, int first, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var count = (await store.List(keys.SearchPages, cancellationToken)).Count;
        foreach (var part in Enumerable.Range(1, count).Skip(first - 1).Chunk(AtATime))
            foreach (
                var page in await store.GetAllJson([.. part.Select(keys.SearchPage)], FunctionsJson.Default.SearchPage, cancellationToken))
                yield return page;
    }
}
