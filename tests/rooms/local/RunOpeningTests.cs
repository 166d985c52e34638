using Vegetation.Local.Run;
using Vegetation.Tests.Raster;

namespace Vegetation.Tests.Local;

public sealed class RunOpeningTests
{
    static readonly DateTimeOffset Wednesday = new(2023, 12, 13, 15, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("10,45,11,46", false, "Vegetation of 2023-12-04 to 2023-12-10: run r")]
    [InlineData("10,45,11,46", true, "Vegetation of 2023-12-04 to 2023-12-10: resuming run r; --fresh starts a new one")]
    public void The_first_line_says_what_is_run_and_whether_it_is_resumed(string area, bool resumed, string line) =>
        Assert.Equal([line], Lines(new RunOptions { Area = area }, resumed));

    [Fact]
    public void A_request_without_an_area_is_told_that_it_covers_all_land() =>
        Assert.Contains("No area was given", Lines(new RunOptions { Catalog = "earth-search" })[1], StringComparison.Ordinal);

    [Fact]
    public void A_box_across_the_antimeridian_is_named() => Assert.Equal(
        "The area crosses the antimeridian: from longitude 177 east to -179, 4 degrees wide.",
        Lines(new RunOptions { Area = "177,-20,-179,-10" })[1]);

    [Fact]
    public void A_box_around_most_of_the_Earth_may_have_west_and_east_swapped()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["request.json"], """{"area":[12,46,11,47]}""");
        Assert.EndsWith(
            " 359 degrees wide. If 11 to 12 was meant, swap west and east.",
            Lines(new RunOptions { RequestFile = folder["request.json"] })[1]);
        Assert.Equal(
            "--area: got 12, 46,11,47; expected west,south,east,north: from 12 east to 11 are 359 degrees. Type  ./run --area 11,46,12,47",
            RunRequest.Build(new RunOptions { Area = "12, 46,11,47" }, null, Wednesday).Error);
    }

    static string[] Lines(RunOptions options, bool resumed = false) =>
        [.. RunOpening.Lines(RunRequest.Build(options, null, Wednesday).Request!, "r", resumed)];
}
