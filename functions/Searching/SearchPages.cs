using System.Runtime.CompilerServices;
using Vegetation.Core.Units;
using Vegetation.Functions.Storage;

namespace Vegetation.Functions.Searching;

/// <summary>The kept pages of a search, one after the other: few at a time are in memory, however long the search was.</summary>
public static class SearchPages
{
    const int AtATime = 16;

    /// <param name="first">The first page wanted, from 1.</param>
    public static async IAsyncEnumerable<SearchPage> Read(ObjectStore store, RunKeys keys, int first, [EnumeratorCancellation] CancellationToken cancellation)
    {
        foreach (var part in (await store.List(keys.SearchPages, cancellation)).Skip(first - 1).Chunk(AtATime))
            foreach (var page in await store.GetAllJson([.. part.Select(p => p.Key)], FunctionsJson.Default.SearchPage, cancellation))
                yield return page;
    }
}
