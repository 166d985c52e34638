using System.Reflection;
using System.Text.RegularExpressions;
using Vegetation.Core.Scenes;
using Vegetation.Core.Work;

namespace Vegetation.Tests.House;

/// <summary>Each reason stands in a table of the code once, and docs/operations.md has the same tables, row by row.</summary>
public sealed partial class ReasonsTests
{
    [Fact]
    public void The_table_of_work_units_is_that_of_the_code() => Assert.Equal(
        from reason in Reason.All
        group reason.Name by (Status: reason.Status.Word(), reason.Meaning, Again: Words(reason.Again), reason.Remedy) into row
        select $"| {row.Key.Status} | {Ticked(row)} | {row.Key.Meaning} | {row.Key.Again} | {row.Key.Remedy} |",
        Table("| no-data |"));

    [Fact]
    public void The_table_of_gaps_is_that_of_the_code() => Assert.Equal(
        from reason in GapReason.All
        group reason.Name by (reason.Of, reason.Meaning, reason.Remedy) into row
        select $"| {$"{row.Key.Of}".ToLowerInvariant()} | {Ticked(row)} | {row.Key.Meaning} | {row.Key.Remedy} |",
        Table("| tile |"));

    [Fact]
    public void Every_reason_is_in_its_table_once_in_words_with_hyphens()
    {
        Assert.Equal(Rows<Reason>(), Reason.All);
        Assert.Equal(Rows<GapReason>(), GapReason.All);
        Assert.Equal(Reason.All.Count, Reason.All.Select(reason => (reason.Status, reason.Name)).Distinct().Count());
        Assert.Equal(GapReason.All.Count, GapReason.All.Select(reason => reason.Name).Distinct().Count());
        Assert.All(Reason.All.Select(reason => reason.Name).Concat(GapReason.All.Select(reason => reason.Name)),
            name => Assert.Matches(Kebab(), name));
    }

    [Theory]
    [InlineData("""throw new UnitFailure(UnitStatus.Failed, "odd", "x");""", "odd")]
    [InlineData("""return Refuse("odd");""", "odd")]
    [InlineData("""return (null, UnreadableItem.Of("", "odd"));""", "odd")]
    [InlineData("""new RejectedScene(id, tile, "odd")""", "odd")]
    [InlineData("""the JSON "status" of a "thing" """, null)]
    public void Reasons_are_found_where_code_gives_them(string code, string? reason) =>
        Assert.Equal(reason is null ? [] : [reason], InText(code));

    [Fact]
    public void No_reason_is_given_but_by_its_row() => Assert.All(
        new[] { "worker", "functions", "core", "products" }.SelectMany(FolderArrows.Files),
        file => Assert.Empty(InText(File.ReadAllText(file))));

    static IEnumerable<string> InText(string code) => Literals().Matches(code).Select(match => match.Groups["reason"].Value);

    static IEnumerable<T> Rows<T>() => typeof(T).GetFields(BindingFlags.Public | BindingFlags.Static)
        .Where(field => field.FieldType == typeof(T)).Select(field => (T)field.GetValue(null)!);

    /// <summary>Reasons with the same meaning and remedy share a row.</summary>
    static string Ticked(IEnumerable<string> names) => string.Join(", ", names.Select(name => $"`{name}`"));

    static string Words(Retry again) => again switch
    {
        Retry.Final => "never",
        Retry.Attempt => "attempt, you",
        _ => "you",
    };

    static IEnumerable<string> Table(string first) => File.ReadLines(Path.Combine(Repository.Root, "docs", "operations.md"))
        .SkipWhile(line => !line.StartsWith(first, StringComparison.Ordinal)).TakeWhile(line => line.StartsWith('|'));

    [GeneratedRegex(
        """(?:UnitStatus\.\w+, |Refuse\(|UnreadableItem(?:\.Of)?\([^,]*, |RejectedScene\([^,]*,[^,]*, )\$?"(?<reason>[^"]+)"(?=[,)])""")]
    private static partial Regex Literals();

    [GeneratedRegex(@"^[a-z]+(-[a-z]+)*(-\*)?$")]
    private static partial Regex Kebab();
}
