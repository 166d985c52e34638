using System.Globalization;
using System.Text.Json;
using Vegetation.Core.Requests;
using Vegetation.Core.Work;
using Vegetation.Functions.Planning;
using Vegetation.Products.Costs;

namespace Vegetation.Bench.Costs;

/// <summary>What four uses cost in their first year, as tables for docs/deploy.md: by the estimate of a dry run, term by term.</summary>
static class PriceTable
{
    static readonly SceneOutputs[] Lives = [SceneOutputs.Default, new("keep"), new("days:90"), new("none")];

    /// <param name="Tiles">Whole tiles of land a week.</param>
    sealed record Use(string Name, int Tiles, int Jobs, int InstancesPerJob, int Resolution)
    {
        public string Title => string.Create(
            CultureInfo.InvariantCulture, $"{Name}, {Tiles:N0} tiles, {Resolution} m, {Jobs} x {InstancesPerJob} instances");

        readonly Lazy<RunCost> run = new(() => Estimated(Tiles, Jobs, InstancesPerJob, Resolution));

        public RunCost Run => run.Value;

        static RunCost Estimated(int tiles, int jobs, int instancesPerJob, int resolution)
        {
            using var typed = JsonDocument.Parse(string.Create(
                CultureInfo.InvariantCulture, $$"""{"resolution":{{resolution}},"jobs":{{jobs}},"instancesPerJob":{{instancesPerJob}}}"""));
            var request = RequestReader.Read(typed.RootElement, DateTimeOffset.UnixEpoch.AddYears(50)).OrThrow();
            List<PlannedUnit> units = [.. Enumerable.Range(0, tiles).Select(_ => new PlannedUnit("", 1, ""))];
            var estimate = Estimate.Of(request, units, 3 * tiles);
            return new(estimate.Terms, estimate.Cost, estimate.OutputBytes, estimate.CostAMonth);
        }

        /// <summary>Raster, thumbnail and QA layer of each tile.</summary>
        public YearCost Year(SceneOutputs outputs) => YearCost.Of(Run, 3 * Tiles, outputs);
    }

    // 8,581 tiles: the scenes of the AWS post's week.
    static readonly Use[] Uses =
    [
        new("a region", 20, 1, 4, 10), new("the Earth", 8581, 1, 8, 160), new("the Earth", 8581, 1, 4, 10),
        new("the Earth", 8581, 25, 20, 10),
    ];

    public static IEnumerable<string> Lines() =>
    [
        $"| USD, every week | {string.Join(" | ", Uses.Select(use => use.Title))} |",
        $"|---|{string.Concat(Uses.Select(_ => "---|"))}",
        .. Uses[0].Run.Terms.Select((term, i) => Row($"a run: {term.Term}", use => Usd(use.Run.Terms[i].Usd))),
        Row("**a run**", use => $"**{Usd(use.Run.Usd!.Value)}**"),
        Row("52 runs", use => Usd(use.Year(Lives[0]).Runs)),
        Row("scene outputs after a year, all kept", use => $"{Usd(use.Year(Lives[0]).TerabytesAtEnd)} TB"),
        .. Lives.Select(life => Row($"their storage, `sceneOutputs={life}`: first year (twelfth month)",
            use => $"{Usd(use.Year(life).Storage)} ({Usd(use.Year(life).StorageOfLastMonth)})")),
        Row($"**first year, `sceneOutputs={Lives[0]}`**", use => $"**{Usd(use.Year(Lives[0]).Runs + use.Year(Lives[0]).Storage)}**"),
        "",
        "| term | USD | of each | source |", "|---|---|---|---|",
        .. Tariff.All.Select(tariff => string.Create(
            CultureInfo.InvariantCulture, $"| {tariff.Term} | {tariff.Usd:0.##########} | {tariff.Unit} | {tariff.Source} |")),
    ];

    static string Row(string name, Func<Use, string> value) => $"| {name} | {string.Join(" | ", Uses.Select(value))} |";

    static string Usd(double value) =>
        value.ToString(value >= 100 ? "N0" : value >= 1 ? "N1" : "N3", CultureInfo.InvariantCulture);
}
