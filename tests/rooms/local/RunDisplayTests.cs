using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Spectre.Console;
using Vegetation.Local;
using Vegetation.Local.Run;

namespace Vegetation.Tests.Local;

/// <summary>What is seen of a run: on a terminal, without colours, in 40 columns, and in a log.</summary>
public sealed partial class RunDisplayTests
{
    static readonly ExecutionResult Done = new(true, JsonElement.Parse("""
        {"outcome":"published","land":{"expectedKm2":100000,"observedKm2":64540,"clearKm2":32100},"means":{"ndvi":0.60384,"evi2":0.31}}
        """), null, null, 1000);

    [Fact]
    public async Task A_narrow_terminal_without_colours_tells_done_from_open_and_breaks_no_line()
    {
        var (console, text) = Console(isTerminal: true, width: 40);
        await new RunDisplay(console, TimeProvider.System).Show(async show =>
        {
            foreach (var happened in UntilHalf) show(happened);
            await Task.Delay(500); // two pictures
            return Done;
        });
        var shown = text.ToString();
        Assert.DoesNotMatch(Colour(), shown);
        Assert.Matches("━+╌+ 43 %", shown); // half of the jobs
        Assert.All(Lines(Control().Replace(shown, "")), line => Assert.InRange(line.Length, 0, 40));
    }

    [Fact]
    public async Task A_log_gets_a_line_for_each_step_and_nothing_that_moves_a_cursor()
    {
        var (console, text) = Console(isTerminal: false, width: 80);
        await new RunDisplay(console, TimeProvider.System).Show(show =>
        {
            foreach (var happened in UntilHalf) show(happened);
            foreach (var state in new[] { "Aggregate outputs", "More outputs?", "Send mail", "Processed enough?", "Announce", "Published" })
                show(Entered(state));
            return Task.FromResult(Done);
        });
        Assert.DoesNotContain('\r', text.ToString());
        Assert.DoesNotContain('\e', text.ToString());
        Assert.Equal(
            ["Start", "Search scenes", "Build manifests", "Run jobs", "Aggregate outputs", "Published"],
            Lines(text.ToString()).Select(line => line.Split(',')[0]).Distinct());
        Assert.StartsWith("Published, 23 scenes found, 0 of 1 job, 1 of 2 scenes finished, ", Lines(text.ToString())[^1]);
    }

    [Theory]
    [InlineData(40)]
    [InlineData(120)]
    public async Task The_closing_table_shows_land_means_and_time(int width)
    {
        var (console, text) = Console(isTerminal: false, width);
        var display = new RunDisplay(console, TimeProvider.System);
        await display.Show(show =>
        {
            foreach (var happened in UntilHalf) show(happened);
            return Task.FromResult(Done);
        });
        display.Summary(Done, TimeSpan.FromSeconds(83));
        var table = text.ToString();
        Assert.Matches(@"tiles observed *│ *64,540 km², 65 %", table);
        Assert.Matches(@"tiles clear *│ *32,100 km², 32 %", table);
        Assert.Matches(@"mean NDVI \(map\) *│ *0\.604", table);
        Assert.Matches(@"mean EVI2 \(map\) *│ *0\.310", table);
        Assert.Matches(@"time *│ *1 min 23 s", table);
        Assert.DoesNotContain("largest state", table, StringComparison.Ordinal);
        Assert.All(Lines(table).SkipWhile(line => !line.StartsWith('╭')), line => Assert.InRange(line.Length, 0, width));
    }

    static CloudEvent[] UntilHalf =>
    [
        Entered("Start"), Entered("Search scenes"),
        new FunctionAnswered("SearchScenes", JsonElement.Parse("""{"runId":"local-12345678","scenes":23}""")),
        Entered("More scenes?"), Entered("Build manifests"), Entered("Create log of jobs"), Entered("Run jobs"),
        new JobStarted("a", 2, 1), new UnitRecorded("a", "s1", JsonElement.Parse("""{"status":"done","megapixels":1.2}""")),
    ];

    static StateEvent Entered(string state) => new("StateEntered", state, null, null);

    static (IAnsiConsole Console, StringBuilder Text) Console(bool isTerminal, int width)
    {
        var text = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = isTerminal ? AnsiSupport.Yes : AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors,
            Interactive = isTerminal ? InteractionSupport.Yes : InteractionSupport.No, Out = new Output(text, width, isTerminal),
        });
        return (console, text.GetStringBuilder());
    }

    static string[] Lines(string text) => text.Split(['\n', '\r'], StringSplitOptions.RemoveEmptyEntries);

    [GeneratedRegex(@"\e\[[0-9;]*m")]
    private static partial Regex Colour();

    [GeneratedRegex(@"\e\[[?0-9;]*[A-Za-z]")]
    private static partial Regex Control();

    sealed record Output(TextWriter Writer, int Width, bool IsTerminal) : IAnsiConsoleOutput
    {
        public int Height => 25;

        public void SetEncoding(Encoding encoding) { }
    }
}
