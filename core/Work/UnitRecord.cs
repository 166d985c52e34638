using System.Text.Json;
using System.Text.Json.Serialization;
using Vegetation.Core.Masking;

namespace Vegetation.Core.Work;

/// <summary>The outcome of a work unit.</summary>
public enum UnitStatus
{
    [JsonStringEnumMemberName("done")] Done,

    /// <summary>No valid pixel: all outside the swath, or all cloud.</summary>
    [JsonStringEnumMemberName("no-data")] NoData,

    /// <summary>The indices were written, but something about the pixels is odd.</summary>
    [JsonStringEnumMemberName("suspect")] Suspect,

    /// <summary>The input is bad, and a retry would give the same: never retried.</summary>
    [JsonStringEnumMemberName("invalid")] Invalid,

    /// <summary>Something around it failed: retried by the next attempt, unless the reason is permanent.</summary>
    [JsonStringEnumMemberName("failed")] Failed,
}

/// <summary>Statuses as text, as JSON documents have them.</summary>
public static class UnitStatusWords
{
    static readonly Dictionary<UnitStatus, string> Words = Enum.GetValues<UnitStatus>()
        .ToDictionary(status => status, status => JsonSerializer.SerializeToElement(status, CoreJson.Default.UnitStatus).GetString()!);

    public static string Word(this UnitStatus status) => Words[status];
}

/// <summary>An index over its valid pixels, x 1.</summary>
public sealed record IndexStatistics(double Mean, double StandardDeviation, double Minimum, double Maximum);

/// <summary>What an acquisition gave to a composite.</summary>
/// <param name="ValidPixels">Of the first index, in this acquisition.</param>
/// <param name="UsedPixels">Of the first index: those whose value in the composite is this acquisition's.</param>
/// <param name="Reason">Why it gave none; null where it was used.</param>
public sealed record AcquisitionOutcome(
    string SceneId, DateTimeOffset Sensed, long ValidPixels, long UsedPixels, int? Offset = null, string? Reason = null,
        string? Detail = null);

/// <summary>Seconds spent on a scene, by phase.</summary>
public sealed record PhaseSeconds(double Fetch, double Compute, double Write);

/// <summary>The terminal outcome of one work unit, written after all its files. There is exactly one for each.</summary>
public sealed record UnitRecord
{
    public required string UnitId { get; init; }
    public required string RunId { get; init; }
    public required int Attempt { get; init; }
    public required string Tile { get; init; }
    public required UnitStatus Status { get; init; }

    /// <summary>One word for a status other than done: asset-missing, http-503, decode, grid, no-record ...</summary>
    public string? Reason { get; init; }

    /// <summary>A sentence for people.</summary>
    public string? Detail { get; init; }

    public int? Offset { get; init; }
    public string? OffsetBasis { get; init; }

    /// <summary>"high" where the pixels agree with the offset or decided it, "low" where they are inconclusive.</summary>
    public string? OffsetConfidence { get; init; }

    /// <summary>Of the first index.</summary>
    public MaskCounts? Pixels { get; init; }

    /// <summary>By the index's name, in the order in which they were asked for; those without a valid pixel are left out.</summary>
    public IReadOnlyDictionary<string, IndexStatistics> Statistics
    {
        get => field ?? EmptyStatistics;
        init;
    }

    static readonly IReadOnlyDictionary<string, IndexStatistics> EmptyStatistics = new Dictionary<string, IndexStatistics>();

    /// <summary>What each acquisition of a composite gave, by rank; null for a unit of one.</summary>
    public IReadOnlyList<AcquisitionOutcome>? Acquisitions { get; init; }

    public IReadOnlyList<OutputFile> Files { get => field ?? []; init; } // the serializer sets what is absent to null
    public PhaseSeconds? Seconds { get; init; }

    /// <summary>Pixels of the unit's resolution that were computed, in millions.</summary>
    public double Megapixels { get; init; }

    public long BytesRead { get; init; }
    public string SoftwareVersion { get; init; } = "";

    /// <summary>What packed the rasters: another one gives other bytes for the same pixels. Null where there are none.</summary>
    public string? Encoder { get; init; }

    /// <summary>Whether the unit has a usable scene output.</summary>
    [JsonIgnore]
    public bool IsProduct => Status is UnitStatus.Done or UnitStatus.Suspect;

    /// <summary>Whether the unit was processed: a scene without a clear pixel is not a failure.</summary>
    [JsonIgnore]
    public bool IsProcessed => Status is UnitStatus.Done or UnitStatus.Suspect or UnitStatus.NoData;

    /// <summary>Whether the next attempt should retry it: every outcome that is not final.</summary>
    [JsonIgnore]
    public bool NeedsAnotherAttempt => IsTriedAgain(Status, Reason);

    /// <summary>Whether a unit with this outcome is run by the next attempt.</summary>
    public static bool IsTriedAgain(UnitStatus? status, string? reason) =>
        status == UnitStatus.Failed && Work.Reason.Find(status, reason)?.Again != Retry.Final;
}
