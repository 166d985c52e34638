namespace Vegetation.Products.Ledger;

/// <summary>The outcomes of a run.</summary>
public static class Outcome
{
    public const string Published = "published";

    /// <summary>
    /// Written like a published run, but <c>latest.json</c> keeps naming another: much less land was observed than before.
    /// </summary>
    public const string NotPromoted = "not-promoted";

    public const string NoScenes = "no-scenes";
    public const string Incomplete = "incomplete";
}
