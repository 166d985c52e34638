using Vegetation.Functions;
using Vegetation.Functions.Searching;

namespace Vegetation.Tests.Functions;

static class SearchedPages
{
    /// <summary>What the pages of a search hold together.</summary>
    public static SearchResult Result(this IEnumerable<SearchPage> pages)
    {
        var result = new SearchResult();
        foreach (var page in pages) result.Add(page);
        return result;
    }
}
