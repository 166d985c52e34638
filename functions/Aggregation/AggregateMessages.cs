using Vegetation.Products.Ledger;

namespace Vegetation.Functions.Aggregation;

/// <param name="Cursor">The batch to continue with; absent at the first call.</param>
/// <param name="Attempt">How many attempts the execution has made; if absent, no other follows.</param>
/// <param name="PlanDigest">The plan's, handed on to a further attempt.</param>
public sealed record AggregateOutputsInput(string RunId, int? Cursor = null, int? Attempt = null, string? PlanDigest = null);

/// <summary>The outcome of the run; while there is a cursor or a next step, only where the execution continues.</summary>
public sealed record AggregateOutputsOutput(string RunId)
{
    /// <summary>The batch with which the next call continues.</summary>
    public int? Cursor { get; init; }

    /// <summary><c>build-manifests</c> where units have to be computed again and attempts are left; null otherwise.</summary>
    public string? Next { get; init; }

    /// <summary>As in the input while the execution continues, like the next field.</summary>
    public int? Attempt { get; init; }
    public string? PlanDigest { get; init; }

    /// <summary><c>published</c>, <c>not-promoted</c>, <c>no-scenes</c> or <c>incomplete</c>.</summary>
    public string? Outcome { get; init; }

    /// <summary>The share of work units that were processed (done, suspect or no-data), 0..1.</summary>
    public double Processed { get; init; }

    /// <summary>How much land there is, and how much of it was observed; absent while there is a cursor.</summary>
    public LandArea? Land { get; init; }

    /// <summary>By index: the mean over the clear land of the map; absent while there is a cursor.</summary>
    public IReadOnlyDictionary<string, double>? Means { get; init; }

    public string? Message { get; init; }

    /// <summary>The same for people, to be sent; absent while the execution continues.</summary>
    public RunMail? Mail { get; init; }

    /// <summary>The time window, and the ISO week if it is one.</summary>
    public DateTimeOffset? From { get; init; }
    public DateTimeOffset? To { get; init; }
    public string? Week { get; init; }

    /// <summary>The grid of the maps; absent where nothing was seen.</summary>
    public MapExtent? Map { get; init; }

    /// <summary>Where the products are, and among them the report and the ledger: s3://...</summary>
    public string? Products { get; init; }
    public string? Report { get; init; }
    public string? Ledger { get; init; }

    /// <summary>Of the report, https://..., where anybody may read it; absent where only the account reads it.</summary>
    public string? Address { get; init; }
    public int Units { get; init; }
    public int Done { get; init; }
    public int NoData { get; init; }
    public int Suspect { get; init; }
    public int Invalid { get; init; }
    public int Failed { get; init; }
}
