using Vegetation.Core.Geography;
using Vegetation.Core.Indices;
using Vegetation.Local.Run;

namespace Vegetation.Tests.Local;

public sealed class RunOptionsTests
{
    [Theory]
    [InlineData("no option at all", "", "demo")]
    [InlineData("a dry run of the demonstration", "--dry-run", "demo dry")]
    [InlineData("a box that starts with a minus", "--area -10,40,5.5,50", "area=-10,40,5.5,50")]
    [InlineData("a value after an equals sign", "--area=a.geojson --fresh", "area=a.geojson fresh")]
    [InlineData("dates and a catalog", "--from 2023-12-04 --to 2023-12-11 --catalog earth-search", "from=2023-12-04 to=2023-12-11 "
        + "catalog=earth-search")]
    [InlineData("a request of the demonstration", "--catalog demonstration --request r.json", "demo catalog=demonstration request=r.json")]
    [InlineData("a limit", "--request r.json --max-scenes 7", "request=r.json max=7")]
    [InlineData("the last of two counts", "--max-scenes 7 --max-scenes 8", "demo max=8")]
    [InlineData("patience", "--patience 300", "demo patience=300")]
    [InlineData("what is computed", "--resolution 40 --indices=ndvi,ndmi --composite best", "demo 40 m ndvi,ndmi best")]
    [InlineData("one index", "--index evi2 --max-cloud 100 --mask dilationPixels=1", "demo evi2 cloud=100 mask=dilationPixels=1")]
    [InlineData("help", "-h", "demo help")]
    public void Reads_what_is_typed(string row, string typed, string expected)
    {
        var (options, error) = RunOptions.Parse(Words(typed));
        Assert.True(error is null, $"{row}: {error}");
        Assert.Equal(expected, Describe(options!));
    }

    [Fact]
    public void A_command_that_is_proposed_has_what_was_typed_as_words_of_a_shell() => Assert.Equal(
        @"./run --from 2023-12-04 --zones 'my field'\''s.geojson' --request r.json --dry-run",
        RunOptions.Parse(["--dry-run", "--request=r.json", "--zones", "my field's.geojson"]).Options!.Again(("--from", "2023-12-04")));

    [Theory]
    [InlineData("--aera 1,2,3,4", "\"--aera\". Did you mean --area?", "--area 1,2,3,4")]
    [InlineData("--week 2023-W49", "\"--week\". Did you mean --weeks?", "--weeks 2023-W49")]
    [InlineData("--week last --fresh", "\"--week\". Did you mean --weeks?", "--weeks 2023-W49..2023-W50")]
    [InlineData("--form=2023-12-11 --fresh", "\"--form\". Did you mean --from?", "--from 2023-12-11")]
    [InlineData("--index ndmi ndvi", "\"ndvi\". --indices takes one value, its parts with commas", "--indices ndvi,evi2")]
    [InlineData("--area 10, 45, 11, 46", "\"45,\". --area takes one value, its parts with commas", "--area 10.5,45.2,14.9,47.7")]
    [InlineData("--composite best ndvi", "\"ndvi\". Type", "--help")]
    [InlineData("--colour", "\"--colour\". Type", "--help")]
    [InlineData("area", "area", "--help")]
    [InlineData("--area", "--area", "--area 10.5,45.2,14.9,47.7")]
    [InlineData("--area --fresh", "--area", "--area 10.5,45.2,14.9,47.7")]
    [InlineData("--from yesterday", "yesterday", "--from 2023-12-04")]
    [InlineData("--from 2023-13-04", "2023-13-04", "--from 2023-12-04")]
    [InlineData("--max-scenes 0", "\"0\"; expected a whole number from 1.", "--max-scenes 100")]
    [InlineData("--max-scenes -1", "-1", "--max-scenes 100")]
    [InlineData("--max-scenes 1,5", "1,5", "--max-scenes 100")]
    [InlineData("--resolution", "--resolution", "--resolution 40")]
    [InlineData("--indices=", "--indices", "--indices ndvi,evi2")]
    [InlineData("--composite --fresh", "--composite", "--composite best")]
    [InlineData("--patience 0", "\"0\"; expected a whole number from 1 to 3600.", "--patience 300")]
    [InlineData("--max-cloud", "--max-cloud", "--max-cloud 50")]
    [InlineData("--patience 3601", "3601", "--patience 300")]
    [InlineData("--patience a", "\"a\"", "--patience 300")]
    [InlineData("--dry-run=no", "no", "--dry-run")]
    public void Refuses_in_one_line_that_says_what_came_and_what_to_type(string typed, string came, string remedy)
    {
        var (options, error) = RunOptions.Parse(Words(typed));
        Assert.Null(options);
        Assert.Contains(came, error, StringComparison.Ordinal);
        Assert.Contains("./run " + remedy, error, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error!);
    }

    [Theory]
    [InlineData("--catalog earth-search", null)]
    [InlineData("--catalog earth-search --patience 300", "300")]
    public void Patience_is_told_to_the_workers_and_makes_no_other_run(string typed, string? seconds)
    {
        var (options, _) = RunOptions.Parse(Words(typed));
        var (request, error) = RunRequest.Build(options!, null, DateTimeOffset.UnixEpoch);
        Assert.True(request is not null, error);
        var worker = RunCommand.OptionsFor(request, options!.Patience, "/tmp/none").WorkerEnvironment;
        Assert.Equal(seconds, worker.GetValueOrDefault("STALL_SECONDS"));
        var (plain, _) = RunRequest.Build(options with { Patience = null }, null, DateTimeOffset.UnixEpoch);
        Assert.Equal(RunRequest.ExecutionName(plain!, fresh: false), RunRequest.ExecutionName(request, fresh: false));
    }

    [Theory]
    [InlineData(200, 130)]
    [InlineData(80, 80)]
    [InlineData(20, 80)]
    public void Help_names_every_index_in_lines_as_wide_as_the_terminal(int columns, int widest)
    {
        var help = RunUsage.Text(columns);
        Assert.All(SpectralIndex.All, index => Assert.Matches($@"\b{index.Name}\b", help));
        Assert.InRange(help.Split('\n').Max(line => line.Length), widest - 10, widest);
    }

    [Fact]
    public void Help_groups_the_options_and_each_example_is_accepted() => Assert.All(RunOptionGroup.All, group =>
    {
        var help = RunUsage.Text(80);
        help = help[help.IndexOf($"\n{group.Title}\n", StringComparison.Ordinal)..];
        Assert.All(group.Options, option => Assert.Contains($"\n  {option.Name}", help, StringComparison.Ordinal));
        Assert.All(group.Options, option => Assert.Null(RunOptions.Parse(Words(option.Example)[1..]).Error));
    });

    static string[] Words(string typed) => typed.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    static string Describe(RunOptions options)
    {
        string?[] parts =
        [
            options.IsDemo ? "demo" : null,
            options.Area is { } area ? $"area={area}" : null,
            options.From is { } from ? $"from={from}" : null,
            options.To is { } to ? $"to={to}" : null,
            options.Catalog is { } catalog ? $"catalog={catalog}" : null,
            options.RequestFile is { } file ? $"request={file}" : null,
            options.MaxScenes is { } n ? $"max={n}" : null,
            options.Resolution is { } metres ? $"{metres} m" : null,
            options.Indices,
            options.MaxCloud is { } percent ? $"cloud={percent}" : null,
            options.Mask is { } mask ? $"mask={mask}" : null,
            options.Composite,
            options.Patience is { } seconds ? $"patience={seconds}" : null,
            options.DryRun ? "dry" : null,
            options.Fresh ? "fresh" : null,
            options.Help ? "help" : null,
        ];
        return string.Join(' ', parts.Where(p => p is not null));
    }
}
