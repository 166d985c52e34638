using System.Globalization;
using Vegetation.Local.Demo;

namespace Vegetation.Bench.Soak;

/// <summary>The options of a soak test.</summary>
/// <param name="Seed">What is injected, where and when follows from it; how far the run has come by then does not.</param>
/// <param name="Minutes">No round begins after so many.</param>
/// <param name="Small">A part of the demonstration's world and two disturbances a round, for the test suite.</param>
/// <param name="Folder">Where the rounds and what is kept for study lie; null = vegetation-soak in the folder for temporary files.</param>
internal sealed record SoakOptions(int Seed, int Rounds = 20, int Minutes = 60, bool Small = false, string? Folder = null)
{
    public DemoExtent Extent => Small ? DemoExtent.Demonstration : DemoExtent.Enlarged;

    public static SoakOptions Read(string[] options) => Read(options, new(Random.Shared.Next(1, 100_000)));

    static SoakOptions Read(string[] options, SoakOptions read) => options switch
    {
        [] => read,
        ["--seed", var seed, .. var rest] => Read(rest, read with { Seed = Number("--seed", seed) }),
        ["--rounds", var rounds, .. var rest] => Read(rest, read with { Rounds = Number("--rounds", rounds) }),
        ["--minutes", var minutes, .. var rest] => Read(rest, read with { Minutes = Number("--minutes", minutes) }),
        ["--folder", var folder, .. var rest] => Read(rest, read with { Folder = Path.GetFullPath(folder) }),
        ["--small", .. var rest] => Read(rest, read with { Small = true }),
        _ => throw new ArgumentException($"got \"{options[0]}\"; expected --seed N, --rounds N, --minutes N, --folder DIR or --small"),
    };

    static int Number(string option, string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 1 and <= 100_000_000
            ? number : throw new ArgumentException($"{option}: got \"{text}\"; expected a whole number from 1 to 100000000");
}
