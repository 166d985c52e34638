using Vegetation.Bench.Costs;
using Vegetation.Core.Work;
using Vegetation.Products.Costs;

namespace Vegetation.Tests.Products;

public sealed class YearCostTests
{
    static readonly RunCost Run = new([], 10, (long)1e12, 0); // a terabyte a week

    static YearCost Year(string outputs) => YearCost.Of(Run, 1000, new(outputs));

    [Fact]
    public void What_is_kept_costs_what_has_gathered()
    {
        var kept = Year("keep");
        Assert.Equal(520, kept.Runs);
        Assert.Equal(52, kept.TerabytesAtEnd);
        Assert.InRange(kept.Storage, 12 * 26_000 * 0.023 * 0.98, 12 * 26_000 * 0.023 * 1.04); // half of it on average
        Assert.InRange(kept.StorageOfLastMonth, 49_000 * 0.023, 52_000 * 0.023);
    }

    [Theory]
    [InlineData("days:90", 12)]
    [InlineData("days:7", 1)]
    [InlineData("none", 0)]
    public void What_is_deleted_costs_no_more_from_then_on(string outputs, double terabytes)
    {
        var year = Year(outputs);
        Assert.Equal(terabytes, year.TerabytesAtEnd);
        Assert.True(year.StorageOfLastMonth <= (terabytes + 1) * 1000 * 0.023 * 1.01);
    }

    [Fact]
    public void Tiering_keeps_everything_for_less_than_half_and_a_fee_for_each_object()
    {
        var (tiered, kept) = (Year("intelligent-tiering"), Year("keep"));
        Assert.Equal(kept.TerabytesAtEnd, tiered.TerabytesAtEnd);
        Assert.InRange(tiered.StorageOfLastMonth, kept.StorageOfLastMonth * 0.2, kept.StorageOfLastMonth * 0.5);
        var many = YearCost.Of(Run, 2000, SceneOutputs.Default);
        Assert.True(many.Storage > tiered.Storage);
    }

    [Theory]
    [InlineData("keep", null, false)]
    [InlineData("intelligent-tiering", null, true)]
    [InlineData("none", 1, false)]
    [InlineData("days:90", 90, false)]
    public void The_life_of_scene_outputs_is_one_of_four(string text, int? days, bool isTiered)
    {
        var outputs = new SceneOutputs(text);
        Assert.Equal((text, days, isTiered), (outputs.ToString(), outputs.Days, outputs.IsTiered));
    }

    [Theory]
    [InlineData("")]
    [InlineData("days")]
    [InlineData("days:0")]
    [InlineData("days:3651")]
    [InlineData("days:-1")]
    [InlineData("Keep")]
    public void Anything_else_is_refused(string text) => Assert.Throws<FormatException>(() => new SceneOutputs(text));

    [Fact]
    public void An_unset_life_is_the_default() => Assert.Equal(SceneOutputs.Default.ToString(), default(SceneOutputs).ToString());

    [Fact]
    public void The_guide_states_the_price_of_a_year_as_the_command_prints_it()
    {
        var guide = File.ReadAllText(Path.Combine(Repository.Root, "docs", "deploy.md")).ReplaceLineEndings("\n");
        Assert.Contains(string.Join('\n', PriceTable.Lines()), guide, StringComparison.Ordinal);
    }
}
