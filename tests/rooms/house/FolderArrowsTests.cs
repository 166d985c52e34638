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
}
