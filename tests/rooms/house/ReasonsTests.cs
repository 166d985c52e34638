using System.Reflection;
using System.Text.RegularExpressions;
using Vegetation.Core.Scenes;
using Vegetation.Core.Work;
using Vegetation.Functions.Aggregation;
using Vegetation.Functions.Aggregation.Collecting;
using Vegetation.Functions.Planning;

namespace Vegetation.Tests.House;

/// <summary>docs/operations.md says what every reason means: its tables hold the reasons that the code has, no more and no less.</summary>
public sealed partial class ReasonsTests
{
    /// <summary>Classes whose constants are reasons.</summary>
    static readonly Type[] Vocabularies = [typeof(FailureReason), typeof(RejectedScene), typeof(TileState)];

    /// <summary>The report's warnings are sentences about several scenes.</summary>
    const string ReportsWarnings = "Report/Warning.cs";

    /// <summary>Not a reason for a gap: the tile has its work unit.</summary>
    const string Taken = TileState.Taken;

    [Fact]
    public void The_tables_name_the_reasons_of_the_code_no_more_and_no_less()
    {
        var (code, tables) = (OfTheCode(), OfTheTables());
        Assert.Equal("without a row in docs/operations.md: ", $"without a row in docs/operations.md: {string.Join(", ", code.Except(tables))}");
        Assert.Equal("rows for what no code gives: ", $"rows for what no code gives: {string.Join(", ", tables.Except(code))}");
    }

    [Theory]
    [InlineData("""throw new UnitFailure(UnitStatus.Failed, "odd", "x");""", "odd")]
    [InlineData("""new(UnitStatus.Invalid, "odd-one", $"{x}")""", "odd-one")]
    [InlineData("""throw new UnitFailure(UnitStatus.Failed, $"http-{(int)status}", "x");""", "http-*")]
    [InlineData("""throw new TransientFault("odd", "x")""", "odd")]
    [InlineData("""yield return new("odd", $"{x} pixels")""", "odd")]
    [InlineData("""{ Pixels.Valid: 0 } => (UnitStatus.NoData, "odd"),""", "odd")]
    [InlineData("""return Refuse("assets of another scene");""", "assets of another scene")]
    [InlineData("""throw Invalid("odd", $"{x}");""", "odd")]
    [InlineData("""return (null, UnreadableItem.Of("", "odd"));""", "odd")]
    [InlineData("""the JSON "status" of a "thing" """, null)]
    public void Reasons_are_found_where_code_gives_them(string code, string? reason) =>
        Assert.Equal(reason is null ? [] : [reason], InText(code));

    /// <summary>The literals in the rooms that decide how units, items and scenes end; the constants of the vocabularies.</summary>
    static HashSet<string> OfTheCode() =>
    [
        .. new[] { "worker", "functions", "core" }.Select(room => Path.Combine(Repository.Root, room))
            .SelectMany(room => Directory.EnumerateFiles(room, "*.cs", SearchOption.AllDirectories))
            .Where(file => !file.EndsWith(ReportsWarnings, StringComparison.Ordinal)).SelectMany(file => InText(File.ReadAllText(file))),
        .. Vocabularies.SelectMany(type => type.GetFields(BindingFlags.Public | BindingFlags.Static)).Where(field => field.IsLiteral)
            .Select(field => field.GetRawConstantValue()).OfType<string>().Where(word => word != Taken),
    ];

    static IEnumerable<string> InText(string code) =>
        Literals().Matches(code).Select(match => Places().Replace(match.Groups["reason"].Value, "*"));

    /// <summary>What stands in backticks in the column "reason" of any table.</summary>
    static HashSet<string> OfTheTables()
    {
        var reasons = new HashSet<string>(StringComparer.Ordinal);
        var column = -1;
        foreach (var line in File.ReadLines(Path.Combine(Repository.Root, "docs", "operations.md")))
        {
            var cells = line.Split('|').Select(cell => cell.Trim()).ToArray();
            if (cells.Length < 3) column = -1;
            else if (Array.IndexOf(cells, "reason") is >= 0 and var heading) column = heading;
            else if (column >= 0) reasons.UnionWith(Ticked().Matches(cells[column]).Select(match => match.Groups[1].Value));
        }
        return reasons;
    }

    /// <summary>How the code gives a reason: beside a status, as a transient fault, as a refusal, as a warning of the worker.</summary>
    const string Givers = """(?:UnitStatus\.\w+, |TransientFault\(|Refuse\(|UnreadableItem\.Of\([^,]*, |Invalid\(|""" + Created;

    const string Created = """(?<=static TransientFault [^;]*|yield return )new\()""";

    [GeneratedRegex(Givers + """\$?"(?<reason>[^"]+)"(?=[,)])""")]
    private static partial Regex Literals();

    [GeneratedRegex(@"\{.*?\}+")]
    private static partial Regex Places();

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Ticked();
}
