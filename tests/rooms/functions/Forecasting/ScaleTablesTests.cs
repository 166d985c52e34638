using Vegetation.Bench.Rehearsal;

namespace Vegetation.Tests.Functions.Forecasting;

/// <summary>docs/scale.md repeats what bench/run world --seed 1 prints.</summary>
public sealed class ScaleTablesTests
{
    static readonly string[] Document = File.ReadAllLines(Path.Combine(Repository.Root, "docs", "scale.md"));

    public static TheoryData<string> Titles => [.. WorldBench.Tables.Select(table => table.Title)];

    /// <summary>Of all runs the names, in their order; the last is simulated, since all take ten seconds.</summary>
    [Theory]
    [MemberData(nameof(Titles))]
    public void The_document_has_the_rows_of_the_command(string title)
    {
        var table = WorldBench.Tables.Single(table => table.Title == title);
        var rows = Document.SkipWhile(line => line != table.Head).Skip(2).TakeWhile(line => line.StartsWith('|')).ToList();
        Assert.Equal(table.Rows.Select(row => row.Name), rows.Select(row => row.Split(" | ")[0][2..]));
        Assert.Equal(WorldBench.Row(table.Rows[^1].Name, table.Rows[^1].Run, 1), rows[^1]);
    }
}
