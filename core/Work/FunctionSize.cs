namespace Vegetation.Core.Work;

/// <summary>What a Lambda function gets on AWS: its memory, and the time of one call.</summary>
public sealed record FunctionSize(string Function, int MemoryMb, int Minutes)
{
    /// <summary>Holds one page of scenes at a time, and returns a cursor before its time is up.</summary>
    public static FunctionSize SearchScenes { get; } = new(nameof(SearchScenes), 1024, 5);

    /// <summary>Holds every scene of the week, and writes a work unit for each tile: 8,581 in the first week of December 2023.</summary>
    public static FunctionSize BuildManifests { get; } = new(nameof(BuildManifests), 2048, 15);

    /// <summary>
    /// Collects the records batch by batch, returns a cursor before its time is up, and draws the world map. 3,008 MB is the most that a
    /// new account may ask for.
    /// </summary>
    public static FunctionSize AggregateOutputs { get; } = new(nameof(AggregateOutputs), 3008, 15);

    /// <summary>Looks which weeks are published, and sums up.</summary>
    public static FunctionSize PlanBackfill { get; } = new(nameof(PlanBackfill), 512, 5);
}
