namespace Vegetation.Local.Demo;

/// <summary>A collection of the demonstration's catalog, named as Earth Search does.</summary>
/// <param name="Bucket">The first folder of its files, as in the public bucket.</param>
sealed record DemoCollection(string Name, string Bucket)
{
    public static DemoCollection L2a { get; } = new("sentinel-2-l2a", "sentinel-s2-l2a-cogs");

    /// <summary>Collection 1: its pixels carry the offset, and its scenes have a probability of cloud.</summary>
    public static DemoCollection C1 { get; } = new("sentinel-2-c1-l2a", "sentinel-2-c1-l2a");

    public static IReadOnlyList<DemoCollection> All { get; } = [L2a, C1];
}
