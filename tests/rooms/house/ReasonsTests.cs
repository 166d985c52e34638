using System.Reflection;
using System.Text.RegularExpressions;
using Vegetation.Core.Scenes;
using Vegetation.Core.Work;
using Vegetation.Functions.Aggregation;
using Vegetation.Functions.Aggregation.Collecting;
using Vegetation.Functions.Planning;
using Vegetation.Worker.Contract;

namespace Vegetation.Tests.House;

/// <summary>docs/operations.md says what every reason means: its tables hold the reasons that the code has, no more and no less.</summary>
public sealed partial class ReasonsTests
{
    /// <summary>Classes whose constants are reasons.</summary>
    static readonly Type[] Vocabularies = [typeof(RejectedScene), typeof(TileState)];

    /// <summary>Texts about reasons, which are not given here.</summary>
    static readonly string[] NotGiven = ["Report/Warning.cs", "Work/Reasons.cs"];

    /// <summary>Not a reason for a gap: the tile has its work unit.</summary>
    const string Taken = TileState.Taken;

    [Fact]
    public void The_tables_name_the_reasons_of_the_code_no_more_and_no_less()
    {
        var (code, tables) = (OfTheCode(), OfTheTables());
        Assert.Equal("without a row in docs/operations.md: ",
            $"without a row in docs/operations.md: {string.Join(", ", code.Except(tables))}");
        Assert.Equal("rows for what no code gives: ", $"rows for what no code gives: {string.Join(", ", tables.Except(code))}");
    }

    [Fact]
    public void The_table_of_work_units_is_that_of_the_code()
    {
        var lines = File.ReadLines(Path.Combine(Repository.Root, "docs", "operations.md")).ToList();
        var first = lines.FindIndex(line => line.StartsWith("| no-data |", StringComparison.Ordinal));
        var rows = Rows().ToList();
        Assert.Equal(string.Join('\n', rows), string.Join('\n', lines.Skip(first).TakeWhile(line => line.StartsWith('|'))));
    }

    [Fact]
    public void Every_reason_is_in_the_table_of_reasons_once()
    {
        var fields = typeof(Reason).GetFields(BindingFlags.Public | BindingFlags.Static).Where(field => field.FieldType == typeof(Reason));
        Assert.Equal(fields.Select(field => field.GetValue(null)), Reason.All);
        Assert.Equal(Reason.All.Count, Reason.All.Select(reason => (reason.Status, reason.Name)).Distinct().Count());
    }

    /// <summary>Reasons with the same meaning and remedy share a row.</summary>
    static IEnumerable<string> Rows() =>
        from reason in Reason.All
        group reason.Name by (Status: reason.Status.Word(), reason.Meaning, Again: Words(reason.Again), reason.Remedy) into row
        let names = string.Join(", ", row.Select(name => $"`{name}`"))
        select $"| {row.Key.Status} | {names} | {row.Key.Meaning} | {row.Key.Again} | {row.Key.Remedy} |";

    static string Words(Retry again) => again switch
    {
        Retry.Final => "never",
        Retry.Attempt => "attempt, you",
        _ => "you",
    };

    [Theory]
    [InlineData("""throw new UnitFailure(UnitStatus.Failed, "odd", "x");""", "odd")]
    [InlineData("""return Refuse("assets of another scene");""", "assets of another scene")]
    [InlineData("""return (null, UnreadableItem.Of("", "odd"));""", "odd")]
    [InlineData("""the JSON "status" of a "thing" """, null)]
    public void Reasons_are_found_where_code_gives_them(string code, string? reason) =>
        Assert.Equal(reason is null ? [] : [reason], InText(code));

    /// <summary>The literals in the rooms that decide how units, items and scenes end; the constants of the vocabularies.</summary>
    static HashSet<string> OfTheCode() =>
    [
        .. new[] { "worker", "functions", "core" }.Select(room => Path.Combine(Repository.Root, room))
            .SelectMany(room => Directory.EnumerateFiles(room, "*.cs", SearchOption.AllDirectories))
            .Where(file => !NotGiven.Any(name => file.EndsWith(name, StringComparison.Ordinal)))
                .SelectMany(file => InText(File.ReadAllText(file))),
        .. Reason.All.Select(reason => reason.Name),
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

    /// <summary>How the code gives a reason that is no work unit's: as a refusal. One beside a status belongs into the table.</summary>
    [GeneratedRegex("""(?:UnitStatus\.\w+, |Refuse\(|UnreadableItem\.Of\([^,]*, )\$?"(?<reason>[^"]+)"(?=[,)])""")]
    private static partial Regex Literals();

    [GeneratedRegex(@"\{.*?\}+")]
    private static partial Regex Places();

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Ticked();
}
