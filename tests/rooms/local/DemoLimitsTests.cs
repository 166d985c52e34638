using Vegetation.Local.Demo;
using Vegetation.Local.Run;
using Vegetation.Tests.Raster;

namespace Vegetation.Tests.Local;

public sealed class DemoLimitsTests
{
    [Theory]
    [InlineData("a day of its weeks", "--from 2023-12-13 --to 2023-12-14")]
    [InlineData("a window that begins before", "--from 2023-11-27 --to 2023-12-05")]
    [InlineData("both weeks", "--weeks 2023-W49..2023-W50")]
    [InlineData("an area in it", "--catalog demonstration --area 11,46,12,47")]
    [InlineData("an area over its border", "--catalog demonstration --area 14,46,20,47")]
    public void What_the_demonstration_has_is_run(string row, string typed) =>
        Assert.True(Problem(typed) is null, $"{row}: {Problem(typed)}");

    [Theory]
    [InlineData(
        "--from 2024-06-03", "--from: got 2024-06-03 to 2024-06-09; ", "./run --area 11,46,12,47 --from 2024-06-03 --to 2024-06-10")]
    [InlineData("--to 2023-12-04", "--to: got 2023-11-27 to 2023-12-03; ", "./run --area 11,46,12,47 --from 2023-11-27 --to 2023-12-04")]
    [InlineData("--weeks 2023-W50..2023-W51", "--weeks: got 2023-W50..2023-W51; ", "./run --area 11,46,12,47 --weeks 2023-W50..2023-W51")]
    [InlineData("--zones countries --from 2024-06-03 --fresh", "--from: got 2024-06-03 to 2024-06-09; ",
        "./run --area 11,46,12,47 --from 2024-06-03 --to 2024-06-10 --zones countries --fresh")]
    [InlineData("--from 2024-06-03T06:00:00Z --to 2024-06-03T12:00:00Z", "--from: got 2024-06-03",
        "./run --area 11,46,12,47 --from 2024-06-03T06:00:00Z --to 2024-06-03T12:00:00Z")]
    [InlineData("--weeks 2022-W49", "--weeks: got 2022-W49; ", "./run --area 11,46,12,47 --weeks 2022-W49")]
    public void Other_weeks_are_refused_with_those_it_has_and_the_command_for_real_scenes(string typed, string got, string remedy)
    {
        var said = Problem(typed)!;
        Assert.StartsWith(got, said, StringComparison.Ordinal);
        Assert.Contains("scenes of 2023-12-04 to 2023-12-17 only (2023-W49 and 2023-W50).", said, StringComparison.Ordinal);
        Assert.EndsWith(
            $"Real scenes need the Internet and an area: type, for example,  {remedy}", said, StringComparison.Ordinal);
        Assert.Null(RunOptions.Parse(remedy.Split(' ')[1..]).Error);
    }

    [Theory]
    [InlineData("0,0,1,1", "0 to 1 E, 0 to 1 N", false, "0,0,1,1")]
    [InlineData("46.5,11,47,12", "46.5 to 47 E, 11 to 12 N", true, "11,46.5,12,47")]
    [InlineData("177,-19,-177,-15", "177 to -177 E, -19 to -15 N", false, "177,-19,-177,-15")]
    public void An_area_elsewhere_is_refused_with_a_hint_where_swapped_axes_would_be_inside(
        string area, string got, bool isSwapped, string again)
    {
        foreach (var weeks in new[] { "", " --weeks 2023-W49" })
        {
            var said = Problem($"--catalog demonstration --area {area}{weeks}")!;
            Assert.StartsWith(
                $"--area: got {got}; the area lies outside the demonstration (10.5 to 14.9 E, 45.2 to 47.7 N).", said,
                StringComparison.Ordinal);
            Assert.Equal(isSwapped, said.Contains("With swapped axes it would lie inside", StringComparison.Ordinal));
            Assert.EndsWith($"./run --area {again}{weeks}", said, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("on both sides of 180", "[[[177,-19],[181,-19],[181,-16],[177,-16],[177,-19]]]", "177 to -179 E, -19 to -16 N")]
    [InlineData("with swapped axes", "[[[46,11],[47,11],[47,12],[46,11]]]", "46 to 47 E, 11 to 12 N")]
    public void A_file_s_area_elsewhere_is_refused_with_the_file_s_name(string row, string rings, string got)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["area.geojson"], $$"""{"type":"Polygon","coordinates":{{rings}}}""");
        var said = Problem($"--catalog demonstration --area {folder["area.geojson"]}")!;
        Assert.True(said.StartsWith($"--area: got {got}; ", StringComparison.Ordinal), $"{row}: {said}");
        Assert.EndsWith($"./run --area {folder["area.geojson"]}", said, StringComparison.Ordinal);
    }

    [Fact]
    public void A_request_s_file_is_named_for_what_it_asks()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["request.json"], """{"from":"2024-06-03"}""");
        var ofTime = Problem($"--catalog demonstration --request {folder["request.json"]}")!;
        Assert.StartsWith("--request: got 2024-06-03", ofTime, StringComparison.Ordinal);
        // An area in the file is not replaced.
        Assert.EndsWith($"./run --from 2024-06-03 --to 2024-06-10 --request {folder["request.json"]}", ofTime, StringComparison.Ordinal);
        File.WriteAllText(folder["request.json"], """{"area":[0,0,1,1]}""");
        var said = Problem($"--catalog demonstration --request {folder["request.json"]}");
        Assert.StartsWith("--request: got 0 to 1 E", said, StringComparison.Ordinal);
        Assert.EndsWith($"type, for example,  ./run --request {folder["request.json"]}", said, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_pass_of_the_demonstration_lies_in_its_weeks() =>
        Assert.All(Overpass.All, pass => Assert.True(DemoWorld.Scenes.Contains(pass.Sensed), pass.Id));

    static string? Problem(string typed)
    {
        var (options, error) = RunOptions.Parse(typed.Split(' '));
        Assert.True(options is { IsDemo: true }, error);
        var (request, wrong) = RunRequest.Build(options, new Uri("http://127.0.0.1:21000/"), DateTimeOffset.UnixEpoch.AddYears(56));
        Assert.True(request is not null, wrong);
        return DemoLimits.Problem(options, request);
    }
}
