using System.Globalization;

namespace Vegetation.Core.Scenes;

/// <summary>What of a scene its choice depends on; small, so that a search of a million scenes can be held and chosen from.</summary>
/// <param name="Acquisition">Names the acquisition of the tile; two processings, or two granules, of one acquisition have the same.</param>
public sealed record Candidate(
    string Id, string Tile, string Acquisition, DateTimeOffset Sensed, string? Baseline, double NodataShare, double CloudyShare, double? CloudCover, double[]? Bounds)
{
    /// <summary>As <see cref="Scene.Datastrip"/>.</summary>
    public string? Datastrip { get; init; }

    public double DataShare => 1 - NodataShare;

    /// <summary>The share of the whole tile that is seen and clear, 0..1.</summary>
    public double ClearShare => DataShare * (1 - CloudyShare);

    /// <summary>Where a catalog names no acquisition, the sensing time stands for it: right but for catalogs that stamp anew what they process anew.</summary>
    public static Candidate Of(Scene scene) => new(
        scene.Id, scene.Tile, scene.Acquisition ?? scene.Sensed.UtcDateTime.ToString("yyyyMMdd'T'HHmmssfff", CultureInfo.InvariantCulture), scene.Sensed, scene.Baseline, scene.NodataShare,
        scene.CloudyShare, scene.CloudCover, scene.Bounds)
    {
        Datastrip = scene.Datastrip,
    };
}
