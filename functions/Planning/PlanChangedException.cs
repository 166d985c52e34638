namespace Vegetation.Functions.Planning;

/// <summary>The plan was modified outside the run. The run stops: it would process something else than was planned.</summary>
/// <param name="what">The objects, and how they differ.</param>
internal sealed class PlanChangedException(string what)
    : Exception($"The plan was modified outside the run: {what}. Restore the planned version (the bucket keeps versions), or start a "
        + $"new run.");
