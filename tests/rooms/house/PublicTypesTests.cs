namespace Vegetation.Tests.House;

/// <summary>A type is public because another room uses it. Tests and measurements see the rest as friends.</summary>
public sealed class PublicTypesTests
{
    /// <summary>Public though no room names them in its metadata, by the reason.</summary>
    static readonly Dictionary<string, string[]> Exceptions = new()
    {
        ["constants, which the compiler copies into their users"] = ["Products.Ledger.Outcome", "Products.ProductNames"],
        ["fields of public documents"] =
            ["Products.Stac.ItemGrid", "Products.Stac.ItemRaster", "Products.Ledger.ChangeBasis", "Products.Ledger.WeekComparison",
                "Products.Ledger.AnomalyBasis",
                "Products.Ledger.ForeignBasis"],
        ["what a public interface returns"] = ["Products.Maps.NormalCell"],
        ["AWS's host generates public code over the functions and their messages"] =
        [
            "Functions.FunctionSet", "Functions.Searching.SearchScenesInput", "Functions.Searching.SearchScenesOutput",
            "Functions.Planning.BuildManifestsInput", "Functions.Planning.BuildManifestsOutput", "Functions.Planning.PlannedJob",
            "Functions.Planning.PlanSummary", "Functions.Planning.Estimate", "Functions.Planning.InstanceQuota",
            "Functions.Aggregation.AggregateOutputsInput",
            "Functions.Aggregation.AggregateOutputsOutput", "Functions.Aggregation.RunMail", "Functions.Backfill.PlanBackfillInput",
            "Functions.Backfill.PlanBackfillOutput", "Functions.Backfill.BackfillTotals", "Functions.Backfill.WeekInput",
            "Functions.Backfill.PlannedWeek", "Functions.Backfill.WeekResult",
        ],
    };

    [Fact]
    public void Types_are_public_where_another_room_uses_them_and_nowhere_else()
    {
        var rooms = new[] { "Core", "Raster", "Products", "functions", "worker", "local" }.Select(PublicTypes.Of).ToList();
        var needless = from room in rooms
                       where room.Room != "Core" // the domain model, which is for all
                       let used = rooms.Where(other => other != room).SelectMany(other => other.Used).ToHashSet(StringComparer.Ordinal)
                       from type in room.Shown.Except(used)
                       select type["Vegetation.".Length..];
        var (found, reasoned) = (needless.ToHashSet(StringComparer.Ordinal), Exceptions.Values.SelectMany(types => types).ToList());
        Assert.True(found.IsSubsetOf(reasoned), $"public, but used by no other room: {string.Join(", ", found.Except(reasoned))}: "
            + "make it internal; tests see it all the same.");
        Assert.True(found.IsSupersetOf(reasoned), $"needs no exception: {string.Join(", ", reasoned.Except(found))}.");
    }

    [Theory]
    [InlineData("infra")]
    [InlineData("bench")]
    [InlineData("tools")]
    public void A_program_that_no_room_calls_shows_nothing(string room) => Assert.All(
        Directory.EnumerateFiles(Path.Combine(Repository.Root, room), "*.cs", SearchOption.AllDirectories),
        file => Assert.DoesNotContain(File.ReadLines(file), line => line.StartsWith("public ", StringComparison.Ordinal)));
}
