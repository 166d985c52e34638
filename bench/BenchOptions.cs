using System.Globalization;
using Vegetation.Core.Composites;
using Vegetation.Core.Zones;

namespace Vegetation.Bench;

/// <summary>The options of a measurement.</summary>
/// <param name="Rounds">How often each contestant runs; they take turns, so that a noisy minute hits all.</param>
/// <param name="Scenes">Scenes in a stream, or work units to aggregate; null = as many as is usual there.</param>
/// <param name="Seed">Of everything random.</param>
/// <param name="Only">Contestants whose name contains this; null = all.</param>
/// <param name="Slices">Of a search, in flight; null = as many as is usual.</param>
/// <param name="LatencyMs">What a catalog takes for a page, milliseconds.</param>
/// <param name="Resolution">Metres of the worker's pixels.</param>
internal sealed record BenchOptions(
    int Rounds = 3, int? Scenes = null, int Seed = 1, string? Only = null, int? Slices = null, int LatencyMs = 0, int Resolution = 10)
{
    public CompositeRule Composite { get; init; }

    /// <summary>What the worker computes.</summary>
    public IReadOnlyList<string> Indices { get; init; } = ["ndvi"];

    /// <summary>Of the contestant that has zones.</summary>
    public int Zones { get; init; } = UnitZone.MostZones;

    public static BenchOptions Read(string[] options) => options switch
    {
        [] => new(),
        ["--rounds", var rounds, .. var rest] => Read(rest) with { Rounds = Number("--rounds", rounds) },
        ["--scenes", var scenes, .. var rest] => Read(rest) with { Scenes = Number("--scenes", scenes) },
        ["--seed", var seed, .. var rest] => Read(rest) with { Seed = Number("--seed", seed) },
        ["--slices", var slices, .. var rest] => Read(rest) with { Slices = Number("--slices", slices) },
        ["--latency", var latency, .. var rest] => Read(rest) with { LatencyMs = Number("--latency", latency) },
        ["--zones", var zones, .. var rest] => Read(rest) with { Zones = Number("--zones", zones) },
        ["--only", var only, .. var rest] => Read(rest) with { Only = only },
        ["--resolution", var metres, .. var rest] => Read(rest) with { Resolution = Number("--resolution", metres) },
        ["--composite", var rule, .. var rest] => Read(rest) with
        {
            Composite = Enum.TryParse<CompositeRule>(rule, ignoreCase: true, out var composite) ? composite
                : throw new ArgumentException($"--composite is \"{rule}\"; give none, best, max or median"),
        },
        ["--index", var names, .. var rest] => Read(rest) with { Indices = names.Split(',') },
        _ => throw new ArgumentException(
            $"\"{options[0]}\" is an unknown option; expected --rounds N, --scenes N, --seed N, --only NAME, --slices N, --latency MS, "
            + "--resolution METRES, --zones N, --composite RULE or --index NAME,NAME"),
    };

    static int Number(string option, string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 1 and <= 1_000_000
            ? number : throw new ArgumentException($"{option} is \"{text}\"; give a whole number from 1 to 1000000");
}
