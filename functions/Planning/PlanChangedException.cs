namespace Vegetation.Functions.Planning;

/// <summary>Something of a plan is not as it was written. The run stops: what would be processed is not what was chosen.</summary>
/// <param name="what">The object or objects, and how they differ.</param>
public sealed class PlanChangedException(string what)
    : Exception($"The plan was modified outside the run: {what}. Restore the planned version (the bucket keeps versions), or start a new run.");
