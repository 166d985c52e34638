namespace Vegetation.Core.Work;

/// <summary>When a failed unit is retried.</summary>
public enum Retry
{
    /// <summary>Nothing: the result would be the same.</summary>
    Final,

    /// <summary>The next attempt of the same execution, automatically, or a new start of the same request.</summary>
    Attempt,

    /// <summary>A new start of the same request.</summary>
    Start,
}

/// <summary>Why a work unit has its outcome: the one place for each reason. docs/operations.md has the same table.</summary>
/// <param name="Name">For machines, as "http-503".</param>
/// <param name="Meaning">For people.</param>
/// <param name="Remedy">What to do about it.</param>
/// <param name="ShouldRefetch">The received bytes, and not the file, may be at fault: they are worth fetching once more.</param>
public sealed partial record Reason(
    UnitStatus Status, string Name, string Meaning, string Remedy, Retry Again = Retry.Final, bool ShouldRefetch = false)
{
    /// <summary>The source kept answering with this status.</summary>
    public static Reason Http(int status) => AnyHttp with { Name = $"http-{status}" };

    /// <summary>The reason why an item is unreadable; <see cref="BadItem"/> if no row has its name.</summary>
    public static Reason OfItem(string name) => Find(UnitStatus.Invalid, name) ?? BadItem;

    /// <summary>The row of a record's words; that of all HTTP statuses for one of them.</summary>
    public static Reason? Find(UnitStatus? status, string? name) =>
        All.FirstOrDefault(reason => reason.Status == status && (reason.Name == name || (reason == AnyHttp && IsHttp(name))));

    static bool IsHttp(string? name) => name?.StartsWith("http-", StringComparison.Ordinal) is true;
}
