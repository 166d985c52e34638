using System.Text.Json.Serialization;
using Vegetation.Core.Masking;

namespace Vegetation.Core.Units;

/// <summary>How a work unit ended.</summary>
public enum UnitStatus
{
    [JsonStringEnumMemberName("done")] Done,

    /// <summary>Not one valid pixel: all orbit edge, all cloud.</summary>
    [JsonStringEnumMemberName("no-data")] NoData,

    /// <summary>Published, but something about the pixels is not as it should be.</summary>
    [JsonStringEnumMemberName("suspect")] Suspect,

    /// <summary>The input is bad and will be bad again: never tried again.</summary>
    [JsonStringEnumMemberName("invalid")] Invalid,

    /// <summary>Something failed around it: tried again by the next attempt, unless the reason is permanent.</summary>
    [JsonStringEnumMemberName("failed")] Failed,
}

/// <summary>A file below the output folder, with its size in bytes and its SHA-256 in lower-case hexadecimal.</summary>
public sealed record OutputFile(string Name, long Bytes, string Sha256);

/// <summary>NDVI over the valid pixels, x 1.</summary>
public sealed record NdviStatistics(double Mean, double StandardDeviation, double Minimum, double Maximum);

/// <summary>Seconds that a scene took, phase by phase.</summary>
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

    /// <summary>"high" where the pixels agree with the offset or decided it, "low" where they prove nothing.</summary>
    public string? OffsetConfidence { get; init; }

    public MaskCounts? Pixels { get; init; }
    public NdviStatistics? Ndvi { get; init; }
    public IReadOnlyList<OutputFile> Files { get => field ?? []; init; } // the serializer sets what is absent to null
    public PhaseSeconds? Seconds { get; init; }

    /// <summary>10 m pixels processed, in millions.</summary>
    public double Megapixels { get; init; }

    public long BytesRead { get; init; }
    public string SoftwareVersion { get; init; } = "";

    /// <summary>Whether the unit's product is there to be used.</summary>
    [JsonIgnore]
    public bool IsProduct => Status is UnitStatus.Done or UnitStatus.Suspect;

    /// <summary>Whether the unit ended as well as its input allows: a scene without one clear pixel is no failure.</summary>
    [JsonIgnore]
    public bool IsProcessed => Status is UnitStatus.Done or UnitStatus.Suspect or UnitStatus.NoData;

    /// <summary>Whether the next attempt should try again: anything not ended for good.</summary>
    [JsonIgnore]
    public bool NeedsAnotherAttempt => IsTriedAgain(Status, Reason);

    /// <summary>Whether a unit with this outcome is run by the next attempt.</summary>
    public static bool IsTriedAgain(UnitStatus? status, string? reason) =>
        status == UnitStatus.Failed && Units.Reason.Find(status, reason)?.Again != Retry.Final;
}

/// <summary>Names of <see cref="Reason"/> that more than one room must know.</summary>
public static class FailureReason
{
    public const string AssetMissing = "asset-missing", Crash = "crash", NoRecord = "no-record", OutputChanged = "output-changed";
}
