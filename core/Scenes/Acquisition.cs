namespace Vegetation.Core.Scenes;

/// <summary>
/// One acquisition of one tile: a satellite passing over it once. Catalogs hold it as one scene, as several where it was processed again,
/// and as several where it was cut into granules, of which each has a part of the pixels.
/// </summary>
/// <param name="Granules">The first has the newest baseline; the others fill what it has no data for.</param>
public sealed record Acquisition(IReadOnlyList<Candidate> Granules)
{
    /// <summary>Two scenes of one acquisition whose shares of nodata differ by more than this are different granules of it.</summary>
    public const double SameGranuleNodata = 0.01;

    /// <summary>How many granules are merged at most: a worker has the files of all of them in memory.</summary>
    public const int MaxGranules = 4;

    public Candidate Primary => Granules[0];
    public string Tile => Primary.Tile;

    /// <summary>Granules complement each other, so their shares add up.</summary>
    public double DataShare => Math.Min(1, Granules.Sum(g => g.DataShare));

    public double ClearShare => Math.Min(1, Granules.Sum(g => g.ClearShare));

    /// <summary>Cloud cover in percent of the pixels with data.</summary>
    public double CloudCover => Granules.Sum(g => g.DataShare) is > 0 and var data
        ? Granules.Sum(g => (g.CloudCover ?? 0) * g.DataShare) / data : Primary.CloudCover ?? 0;

    /// <summary>
    /// Of each granule the scene of the highest baseline. The catalog and its reader let only readable scenes come so far.
    /// </summary>
    /// <param name="scenes">All of one acquisition.</param>
    public static Acquisition Of(IEnumerable<Candidate> scenes, List<RejectedScene> rejected)
    {
        var granules = new List<Candidate>();
        foreach (var scene in scenes
            .OrderByDescending(s => s.Baseline, StringComparer.Ordinal).ThenBy(s => s.NodataShare)
            .ThenByDescending(s => s.Id, StringComparer.Ordinal))
        {
            if (granules.Find(g => IsSame(g, scene)) is { } newer)
                rejected.Add(RejectedScene.Of(scene, GapReason.Superseded, newer.Id));
            else if (granules.Count == MaxGranules)
                rejected.Add(RejectedScene.Of(scene, GapReason.GranuleLimit, granules[0].Id));
            else granules.Add(scene);
        }
        return new Acquisition(granules);
    }

    /// <summary>
    /// Whether two scenes are one granule processed twice. Datastrips part an acquisition where it was received in pieces, which may well
    /// be as large as each other; a datastrip keeps the time of its sensing however often it is processed.
    /// </summary>
    static bool IsSame(Candidate one, Candidate other) =>
        Math.Abs(one.NodataShare - other.NodataShare) <= SameGranuleNodata
        && (one.Datastrip is null || other.Datastrip is null || one.Datastrip == other.Datastrip);
}
