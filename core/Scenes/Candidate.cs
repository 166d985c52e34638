using System.Globalization;

namespace Vegetation.Core.Scenes;

/// <summary>What selection needs of a scene; small, so that a search of a million scenes fits into memory.</summary>
/// <param name="Acquisition">Names the acquisition of the tile; two processings, or two granules, of one acquisition have the same.</param>
public sealed record Candidate(
    string Id, string Tile, string Acquisition, DateTimeOffset Sensed, string? Baseline, double NodataShare, double CloudyShare,
    double? CloudCover)
{
    /// <summary>As <see cref="Scene.Datastrip"/>.</summary>
    public string? Datastrip { get; init; }

    public double DataShare => 1 - NodataShare;

    /// <summary>The cloud-free share of the whole tile, 0..1: with data, and clear.</summary>
    public double ClearShare => DataShare * (1 - CloudyShare);

    /// <summary>
    /// Where a catalog names no acquisition, the sensing time stands for it: right except for catalogs that change it when they
    /// reprocess.
    /// </summary>
    public static Candidate Of(Scene scene) => new(
        scene.Id, scene.Tile, scene.Acquisition ?? scene.Sensed.UtcDateTime.ToString("yyyyMMdd'T'HHmmssfff", CultureInfo.InvariantCulture),
        scene.Sensed, scene.Baseline, scene.NodataShare,
        scene.CloudyShare, scene.CloudCover)
    {
        Datastrip = scene.Datastrip,
    };
}
