using Vegetation.Core.Composites;
using Vegetation.Core.Geography;
using Vegetation.Core.Indices;
using Vegetation.Core.Masking;
using Vegetation.Core.Sensors;
using Vegetation.Core.Zones;

namespace Vegetation.Core.Requests;

/// <summary>How the scenes of one tile are chosen.</summary>
public enum SelectionRule
{
    /// <summary>The scene with the largest share of clear pixels.</summary>
    Clearest,

    /// <summary>The first that the catalog lists, as in the AWS post.</summary>
    First,

    /// <summary>Every scene.</summary>
    All,
}

/// <summary>What a run is asked to do. Made by <see cref="RequestReader"/> only, so every value is within its limits.</summary>
public sealed record Request
{
    public required Area Area { get; init; }

    /// <summary>Sensing time, half-open, UTC.</summary>
    public required Window Window { get; init; }

    /// <summary>Scenes cloudier than this, in percent of their valid pixels, are left out.</summary>
    public required double MaxCloudCover { get; init; }

    /// <summary>Catalogs to search, the next one when one fails, named as in <see cref="CatalogName"/>.</summary>
    public required IReadOnlyList<string> Catalogs { get; init; }

    /// <summary>Whether the scenes are generated and no satellite's; see <see cref="CatalogName.IsGenerated"/>.</summary>
    public bool IsGenerated => Catalogs.All(CatalogName.IsGenerated);

    /// <summary>What everything that is made of the scenes says of them.</summary>
    public string Notice => DataNotice.Of(IsGenerated, Window.From.Year);

    public required SelectionRule Selection { get; init; }
    public required MaskRule Mask { get; init; }

    /// <summary>What is computed, each once, the first one being that of pictures that show one.</summary>
    public required IReadOnlyList<SpectralIndex> Indices { get; init; }

    /// <summary>Metres, one of <see cref="Sensors.Resolution.Metres"/>, and no finer than the finest band of the indices.</summary>
    public required int Resolution { get; init; }

    /// <summary>How the acquisitions of a tile make one output; none makes an output of each that is selected.</summary>
    public required CompositeRule Composite { get; init; }

    /// <summary>The bands that a scene must have.</summary>
    public IReadOnlyList<BandRole> Bands => SpectralIndex.BandsOf(Indices, Mask);

    public required OutputFormat Output { get; init; }

    /// <summary>
    /// Minutes from the start of the execution to its publication, for which the planner chooses jobs and instances; null where the request
    /// chooses them.
    /// </summary>
    public int? DeadlineMinutes { get; init; }

    /// <summary>Processing jobs at most; beside a deadline the most that the planner may choose.</summary>
    public required int Jobs { get; init; }

    public required int InstancesPerJob { get; init; }
    public required string InstanceType { get; init; }

    /// <summary>USD an instance and hour, for the estimate of a dry run; null takes it from the table of prices.</summary>
    public double? InstanceHourUsd { get; init; }

    /// <summary>USD that the run's jobs may cost by the estimate, with what they cost so far; null for no ceiling.</summary>
    public double? MaxCostUsd { get; init; }

    /// <summary>The largest number of scenes to process; null for no limit.</summary>
    public int? MaxScenes { get; init; }

    /// <summary>Ends after planning, with the estimate.</summary>
    public required bool DryRun { get; init; }

    /// <summary>The share of work units that must be processed (done, suspect or no-data) for the run to be published, 0..1.</summary>
    public required double MinimumProcessed { get; init; }

    /// <summary>
    /// The share of the land observed by the run before that this one must observe to be promoted to <c>latest.json</c>, 0..1; 0 switches
    /// the check off. The run before is the newest published one of an earlier time on the same grid.
    /// </summary>
    public required double MinimumObservedOfPrevious { get; init; }

    /// <summary>What anomalies compare with.</summary>
    public required BaselineRule Baseline { get; init; }

    /// <summary>The zones that statistics are made of; null for none.</summary>
    public ZoneSource? Zones { get; init; }

    /// <summary>When the weekly rule fired; null for a run that a person started.</summary>
    public DateTimeOffset? ScheduledAt { get; init; }
}
