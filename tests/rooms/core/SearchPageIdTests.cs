using Vegetation.Core.Work;

namespace Vegetation.Tests.Core;

public sealed class SearchPageIdTests
{
    [Theory]
    [InlineData(1, 0, 1, "1-00-00001")]
    [InlineData(12, 31, 20000, "12-31-20000")]
    public void A_name_is_read_as_it_is_written(int catalog, int slice, int page, string name)
    {
        var id = new SearchPageId(catalog, slice, page);
        Assert.Equal((name, id), (id.ToString(), SearchPageId.Parse(name)));
    }

    [Theory]
    [InlineData("00001")]
    [InlineData("1-0-1")]
    [InlineData("1-00-00001.json")]
    [InlineData("99999-00-00001")]
    public void Other_names_are_none(string name) => Assert.Null(SearchPageId.Parse(name));

    [Fact]
    public void The_order_is_by_catalog_slice_and_page()
    {
        SearchPageId[] inOrder = [new(1, 1, 2), new(1, 2, 1), new(2, 0, 1), new(10, 0, 1)];
        Assert.Equal(inOrder, inOrder.Reverse().Order());
    }
}
