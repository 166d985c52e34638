using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Vegetation.Core.Composites;
using Vegetation.Core.Geography;
using Vegetation.Core.Requests;
using Vegetation.Local.Demo;
using Vegetation.Local.Run;
using Vegetation.Local.View;
using Vegetation.Tests.Raster;

namespace Vegetation.Tests.Local;

public sealed class RunRequestTests
{
    static readonly DateTimeOffset Wednesday = new(2023, 12, 13, 15, 0, 0, TimeSpan.Zero);

    [Fact]
    public void The_same_command_in_the_same_week_names_the_same_run()
    {
        var options = new RunOptions { Area = "10,45,11,46" };
        var first = RunRequest.Build(options, null, Wednesday).Request!;
        var later = RunRequest.Build(options, null, Wednesday.AddDays(1)).Request!;
        var nextWeek = RunRequest.Build(options, null, Wednesday.AddDays(7)).Request!;
        Assert.Equal(RunRequest.ExecutionName(first, false), RunRequest.ExecutionName(later, false));
        Assert.NotEqual(RunRequest.ExecutionName(first, false), RunRequest.ExecutionName(nextWeek, false));
        Assert.Matches("^local-[0-9a-f]{8}$", RunRequest.ExecutionName(first, false));
    }

    [Fact]
    public void Fresh_names_a_run_that_was_never_there()
    {
        var request = RunRequest.Build(new RunOptions { Area = "10,45,11,46" }, null, Wednesday).Request!;
        Assert.NotEqual(RunRequest.ExecutionName(request, true), RunRequest.ExecutionName(request, true));
    }

    [Fact]
    public void Options_take_the_place_of_the_fields_of_a_request_file()
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "request.json");
        File.WriteAllText(file, """{"area":[10,45,11,46],"from":"2020-01-01","to":"2020-01-08","jobs":9,"maxCloudCover":33}""");
        var request = RunRequest.Build(new RunOptions { RequestFile = file, From = "2020-01-05", MaxScenes = 3 }, null, Wednesday).Request!;
        Assert.Equal("2020-01-05 to 2020-01-07", request.Window.ToString());
        Assert.Equal((9, 33.0, (int?)3), (request.Jobs, request.MaxCloudCover, request.MaxScenes));
    }

    [Fact]
    public void The_readme_shows_a_request_that_is_accepted_and_commands_that_are_options()
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "request.json");
        File.WriteAllText(file, Assert.Single(UsersGuide.Snippets("README.md"), snippet => snippet.Language == "json").Text);
        Assert.Equal(30, RunRequest.Build(new RunOptions { RequestFile = file }, null, Wednesday).Request!.MaxCloudCover);
        var readme = File.ReadLines(Path.Combine(Repository.Root, "README.md"));
        foreach (var line in readme.Where(line => line.StartsWith("./run ", StringComparison.Ordinal)))
        {
            var words = line.Split("   ")[0].Trim().Split(' ')[1..];
            Assert.Null(words is ["view", ..] ? ViewOptions.Parse(words[1..]).Error : RunOptions.Parse(words).Error);
        }
    }

    [Fact]
    public void The_readme_s_fields_lie_in_the_demonstration_and_its_place_in_one_of_them()
    {
        var readme = File.ReadAllText(Path.Combine(Repository.Root, "README.md"));
        var file = Path.Combine(Repository.Root, Regex.Match(readme, @"^\./run --zones (\S+)", RegexOptions.Multiline).Groups[1].Value);
        Assert.Null(RunRequest.Build(new RunOptions { Zones = file }, new Uri("http://127.0.0.1:21000/"), Wednesday).Error);
        using var fields = JsonDocument.Parse(File.ReadAllText(file));
        var bounds = fields.RootElement.GetProperty("features").EnumerateArray()
            .Select(field => new Area(GeoJson.Polygons(field.GetProperty("geometry"))!).Bounds).ToList();
        var (west, south, east, north) = DemoExtent.Demonstration.Bounds;
        Assert.All(bounds, box => Assert.True(box.West > west && box.South > south && box.East < east && box.North < north));
        var place = Regex.Match(readme, @"([\d.]+), ([\d.]+) in \*?Go to");
        var (latitude, longitude) = (double.Parse(place.Groups[1].Value, CultureInfo.InvariantCulture),
            double.Parse(place.Groups[2].Value, CultureInfo.InvariantCulture));
        Assert.Single(bounds, box => latitude > box.South && latitude < box.North && longitude > box.West && longitude < box.East);
    }

    [Fact]
    public void Resolution_indices_and_composite_are_fields_of_the_request()
    {
        var options = new RunOptions { Area = "10,45,11,46", Resolution = "40", Indices = "NDVI, evi2,Ndmi", Composite = "best" };
        var request = RunRequest.Build(options, null, Wednesday).Request!;
        Assert.Equal((40, CompositeRule.Best, SelectionRule.All), (request.Resolution, request.Composite, request.Selection));
        Assert.Equal(["ndvi", "evi2", "ndmi"], request.Indices.Select(index => index.Name));
    }

    [Fact]
    public void The_cloud_filter_and_the_mask_are_fields_of_the_request_and_leave_what_a_file_says_besides()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["request.json"], """{"area":[10,45,11,46],"maxCloudCover":33,"mask":{"cloudProbability":40}}""");
        var options = new RunOptions { RequestFile = folder["request.json"], MaxCloud = "12.5", Mask = "dilationPixels=1, classes=3+8+9" };
        var request = RunRequest.Build(options, null, Wednesday).Request!;
        Assert.Equal((12.5, 1, 40), (request.MaxCloudCover, request.Mask.DilationPixels, request.Mask.CloudProbability));
        Assert.Equal([3, 8, 9], request.Mask.Classes);
    }

    [Theory]
    [InlineData("--max-cloud=101", "--max-cloud: got 101; expected a number from 0 to 100.")]
    [InlineData("--max-cloud=few", "--max-cloud: got \"few\"; expected a number from 0 to 100.")]
    [InlineData("--mask=dilationPixels=9", "--mask dilationPixels: got 9; expected a whole number from 0 to 5.")]
    [InlineData("--mask=dilate=1", "--mask dilate: got an unknown field; expected one of classes, dilationPixels, cloudProbability, scl.")]
    [InlineData("--mask=classes=8+x", "--mask classes: got [8,\"x\"]; expected a list of whole numbers from 0 to 11.")]
    [InlineData("--mask=classes=3,classes=8", "--mask: got classes twice; expected each field once. Type, for example,  ./run --mask "
        + "classes=8")]
    [InlineData("--mask=classes.a=3", "--mask: got \"classes.a=3\"; expected FIELD=NUMBER. Type, for example,  ./run --mask "
        + "dilationPixels=1,classes=3+8+9+10")]
    [InlineData("--indices=ndvi,nvdi", "--indices: got nvdi; expected ndvi, ")]
    [InlineData("--mask=8", "--mask: got \"8\"; expected FIELD=NUMBER. Type, for example,  ./run --mask dilationPixels=1,classes=3+8+9+10")]
    public void Filter_and_mask_are_refused_by_the_request_s_reader_in_the_words_typed(string typed, string expected)
    {
        var (options, error) = RunOptions.Parse(["--area", "10,45,11,46", typed]);
        Assert.True(options is not null, error);
        Assert.StartsWith(expected, RunRequest.Build(options, null, Wednesday).Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--area=10,45,11,46 --from=2031-01-05", "--from: got 2031-01-05 to 2031-01-11; ", "--area 10,45,11,46")]
    [InlineData("--area=10,45,11,46 --to=2031-01-05", "--to: got 2030-12-29 to 2031-01-04; ", "--area 10,45,11,46")]
    [InlineData("--from=2031-01-05", "--from: got 2031-01-05 to 2031-01-11; ", "--area 11,46,12,47")] // the demonstration has no other week
    [InlineData("--index ndmi --from 2031-01-05 --area 10,45,11,46 --to 2031-01-06 --dry-run --index evi2", "--from: got 2031-01-05",
        "--area 10,45,11,46", " --indices evi2 --dry-run")]
    [InlineData("--mask=classes=3+8 --to=2031-01-06 --catalog=demonstration", "--to: got 2030-12-30", "--area 11,46,12,47",
        " --mask classes=3+8")]
    public void A_time_to_come_is_refused_with_the_last_full_week_and_what_else_was_typed(
        string typed, string got, string area, string others = "")
    {
        var (options, _) = RunOptions.Parse(typed.Split(' '));
        var said = RunRequest.Build(options!, new Uri("http://127.0.0.1:21000/"), Wednesday).Error!;
        Assert.StartsWith(got, said, StringComparison.Ordinal);
        Assert.Contains($"expected a time before now, {Wednesday:yyyy-MM-dd}: ", said, StringComparison.Ordinal);
        var week = Window.LastFullWeekBefore(Wednesday);
        Assert.EndsWith($"./run {area} --from {week.From:yyyy-MM-dd} --to {week.To:yyyy-MM-dd}{others}", said, StringComparison.Ordinal);
        var (again, error) = RunOptions.Parse(said.Split("./run ")[1].Split(' '));
        Assert.True(again is not null, error);
        Assert.Null(RunRequest.Build(again, null, Wednesday).Error);
    }

    [Theory]
    [InlineData("--area=10,45,11,46 --weeks=2031-W01..2031-W02 --dry-run", "--area 10,45,11,46 --weeks LAST --dry-run")]
    [InlineData("--weeks=2023-W40..2031-W02", "--area 11,46,12,47 --weeks 2023-W40..LAST")]
    public void Weeks_to_come_are_refused_with_those_that_are_over(string typed, string again)
    {
        var options = RunOptions.Parse(typed.Split(' ')).Options!;
        var said = RunRequest.Build(options, new Uri("http://127.0.0.1:21000/"), Wednesday).Error!;
        Assert.StartsWith($"--weeks: got {options.Weeks}; expected weeks that are over", said, StringComparison.Ordinal);
        var last = IsoWeek.Of(Window.LastFullWeekBefore(Wednesday).From);
        Assert.EndsWith($"./run {again.Replace("LAST", $"{last}", StringComparison.Ordinal)}", said, StringComparison.Ordinal);
        var proposed = RunOptions.Parse(said.Split("./run ")[1].Split(' ')).Options!;
        Assert.Null(RunRequest.Build(proposed, null, Wednesday).Error);
    }

    [Fact]
    public void A_baseline_in_a_folder_joins_what_the_request_says_of_its_samples()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["request.json"], """{"area":[10,45,11,46],"baseline":{"minimumYears":3,"scale":0.004}}""");
        var options = new RunOptions { RequestFile = folder["request.json"], Baseline = folder.Path };
        var request = RunRequest.Build(options, null, Wednesday).Request!;
        Assert.Equal((3, $"{folder.Path}/", 0.004),
            (request.Baseline.MinimumYears, request.Baseline.Foreign!.Source.Text, request.Baseline.Foreign.Scale));
        Assert.Equal("1", RunCommand.OptionsFor(request, null, folder.Path).FunctionEnvironment["ALLOW_FOLDERS"]);
        Assert.DoesNotContain("ALLOW_FOLDERS", RunCommand.OptionsFor(request, null, folder.Path).WorkerEnvironment.Keys);
        Assert.Contains(
            "--baseline: folder no/such not found", RunRequest.Build(options with { Baseline = "no/such" }, null, Wednesday).Error,
            StringComparison.Ordinal);
    }

    [Fact]
    public void The_property_that_identifies_zones_is_an_option()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["fields.geojson"], """{"type":"FeatureCollection","features":[{"properties":{"code":1,"crop":"rye"}}]}""");
        var options = new RunOptions { Area = "10,45,11,46", Zones = folder["fields.geojson"], ZoneId = "code" };
        Assert.Equal("code", RunRequest.Build(options, null, Wednesday).Request!.Zones!.Id);
        foreach (var (id, option) in new[] { ("nope", "--zone-id"), (null, "--zones without --zone-id") })
            Assert.Equal(
                $"{option}: got {id ?? "id"}; expected a property of the features, which have code, crop.",
                RunRequest.Build(options with { ZoneId = id }, null, Wednesday).Error);
        foreach (var zones in new[] { null, "countries" })
            Assert.StartsWith(
                "--zone-id belongs to --zones FILE.", RunRequest.Build(options with { Zones = zones }, null, Wednesday).Error,
                StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{}""", null, "2023-12-04 to 2023-12-10", 10.5)]
    [InlineData("""{"to": "2023-12-18"}""", null, "2023-12-11 to 2023-12-17", 10.5)]
    [InlineData("""{"to": "2023-12-18", "area": [11,46,12,47]}""", "2023-12-04", "2023-12-04 to 2023-12-17", 11)]
    public void A_request_of_the_demonstration_has_its_catalog_and_where_nothing_else_is_said_its_week_and_area(
        string asked, string? from, string window, double west)
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "request.json");
        File.WriteAllText(file, asked);
        var options = new RunOptions { Catalog = RunOptions.Demonstration, RequestFile = file, From = from };
        Assert.True(options.IsDemo);
        var request = RunRequest.Build(options, new Uri("http://127.0.0.1:21000/"), Wednesday).Request!;
        Assert.Equal((window, west, 80), (request.Window.ToString(), request.Area.Bounds.West, request.MaxCloudCover));
        Assert.Equal(["http://127.0.0.1:21000/"], request.Catalogs);
    }

    [Theory]
    [InlineData("15", "ndvi", "best", "--resolution: got 15; expected 10, 20, 40, 80, 160.")]
    [InlineData("fine", "ndvi", "best", "--resolution: got \"fine\"; expected 10, 20, 40, 80, 160.")]
    [InlineData("10", "nbr2", "best", "--resolution: got 10; expected 20, 40, 80, 160, since the bands of nbr2 have 20 m.")]
    [InlineData("40", "ndvi,ndvi", "best", "--indices: got ndvi 2 times; expected each index once.")]
    [InlineData("40", "ndvi", "mean", "--composite: got \"mean\"; expected \"none\", \"best\", \"max\", \"median\".")]
    public void The_request_s_reader_refuses_options_by_their_names(string resolution, string indices, string composite, string expected)
    {
        var options = new RunOptions { Area = "10,45,11,46", Resolution = resolution, Indices = indices, Composite = composite };
        Assert.Equal(expected, RunRequest.Build(options, null, Wednesday).Error);
    }

    [Fact]
    public void An_area_is_read_from_a_geojson_file()
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "area.geojson");
        File.WriteAllText(
            file, """{"type":"Feature","properties":{},"geometry":{"type":"Polygon","coordinates":[[[1,2],[3,2],[3,4],[1,2]]]}}""");
        Assert.Equal((1, 2, 3, 4), RunRequest.Build(new RunOptions { Area = file }, null, Wednesday).Request!.Area.Bounds);
    }

    [Theory]
    [InlineData("1,2,3", null, "1,2,3")]
    [InlineData("no-such-file.geojson", null, "no-such-file.geojson")]
    [InlineData("10,50,11,45", null, "area")]
    [InlineData(null, "no-such-file.json", "no-such-file.json")]
    public void What_cannot_be_asked_is_said_in_one_line(string? area, string? requestFile, string named)
    {
        var (request, error) = RunRequest.Build(new RunOptions { Area = area, RequestFile = requestFile }, null, Wednesday);
        Assert.Null(request);
        Assert.Contains(named, error, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error!);
    }
}
