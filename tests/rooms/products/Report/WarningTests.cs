using Vegetation.Core.Work;
using Vegetation.Functions;
using Vegetation.Products.Report;

namespace Vegetation.Tests.Products.Report;

/// <summary>What a report warns of in the search.</summary>
public sealed class WarningTests
{
    [Theory]
    [InlineData(7, 10L, "items that the catalog counted but did not return: got 7; expected 10, its last count", 3)]
    [InlineData(10, 10L, null, 0)]
    [InlineData(11, 10L, null, 0)] // the count of some catalogs stops at a round number
    [InlineData(7, null, null, 0)]
    [InlineData(
        0, long.MaxValue, "items that the catalog counted but did not return: got 0; expected 9223372036854775807, its last count",
        int.MaxValue)]
    public void Fewer_items_than_the_catalog_counted_are_a_warning(int items, long? matched, string? text, int count)
    {
        var search = new SearchSummary(
            "https://stac.example/v1", 1, [], new Dictionary<string, int>()) { Items = items, Matched = matched };
        var warnings = Warning.Of(Reports.Ledger([Reports.Taken("33TUM", UnitStatus.Done)]) with { Search = search });
        Assert.Equal(text is null ? [] : new[] { (text, count) }, warnings.Select(w => (w.Text, w.Count)));
    }
}
