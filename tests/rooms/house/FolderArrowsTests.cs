namespace Vegetation.Tests.House;

public sealed class FolderArrowsTests
{
    [Fact]
    public void A_way_back_is_found_however_long() =>
        Assert.Equal(
            ["a -> b -> c -> a", "b -> c -> a -> b", "c -> a -> b -> c"], new FolderArrows([("a", "b"), ("b", "c"), ("c", "a"), ("c", "d")])
            .Cycles());

    [Fact]
    public void Arrows_of_one_direction_are_none() => Assert.Empty(new FolderArrows([("a", "b"), ("a", "c"), ("b", "c")]).Cycles());

    [Fact]
    public void An_arrow_against_the_order_is_found() =>
        Assert.Equal(["b -> c"], new FolderArrows([("b", "a"), ("b", "c")]).Against(["a", "b", "c"]));

    [Theory]
    [InlineData("Catalogs", "using Vegetation.Functions.Storage;", "Storage")]
    [InlineData("Catalogs", "using static Vegetation.Functions.Storage.Store;", "Storage")]
    [InlineData("Catalogs", "Storage.Store store;", "Storage")]
    [InlineData("Catalogs", "Stac.Client.Create();", "Catalogs.Stac")]
    [InlineData("Catalogs.Stac", "List<Page> pages;", "Catalogs")]
    [InlineData("Catalogs.Stac", "Storage.Store.Key", "Storage")]
    [InlineData("Catalogs", "// a Storage.Store", null)]
    [InlineData("Catalogs", "page.Storage.Store, Store, Settings, new Page()", null)]
    public void An_arrow_is_a_name_that_leads_to_a_type(string folder, string code, string? used)
    {
        var files = new[]
        {
            ("", "sealed class Settings;"), ("Storage", "public sealed partial class Store"),
            ("Catalogs.Stac", "sealed class Client(int id);"), ("Catalogs", "sealed record Page(int Id);"), (folder, code),
        };
        var arrows = new FolderArrows([.. files.Select(file => SourceFile.Read(
            $"namespace Vegetation.Functions{(file.Item1.Length > 0 ? "." : "")}{file.Item1};\n{file.Item2}")!)]);
        Assert.Equal(used is null ? [] : [$"{folder} -> {used}"], arrows.Against([]));
    }
}
