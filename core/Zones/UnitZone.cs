namespace Vegetation.Core.Zones;

/// <summary>The part of a zone near a tile, as its work unit carries it. Inside is what an odd number of its rings go around.</summary>
/// <param name="Number">As <see cref="Zone.Number"/>.</param>
/// <param name="Rings">
/// Closed rings, each as longitude, latitude, longitude ... in degrees, to 7 decimals; longitudes are those of the tile and may leave
/// -180..180. Edges are straight in longitude and latitude.
/// </param>
public sealed record UnitZone(int Number, IReadOnlyList<double[]> Rings)
{
    /// <summary>Of one work unit: what its document and its worker's memory can hold.</summary>
    public const int MostZones = 5_000, MostVertices = 500_000;

    const int FewestNumbers = 8; // a triangle, closed

    public int Vertices() => Rings.Sum(ring => ring.Length / 2);

    /// <summary>Degrees from the southernmost to the northernmost position.</summary>
    public double LatitudesSpanned() => Latitudes().Max() - Latitudes().Min();

    IEnumerable<double> Latitudes() => Rings.SelectMany(ring => ring.Where((_, i) => i % 2 == 1));

    /// <summary>Whether a worker can take them: in the order of their numbers, each once, with whole rings of plain numbers.</summary>
    public static bool AreUsable(IReadOnlyList<UnitZone> zones) =>
        zones.Count <= MostZones && zones.All(zone => zone is { Number: >= 0, Rings.Count: > 0 } && zone.Rings.All(IsRing))
        && zones.Sum(zone => zone.Vertices()) <= MostVertices
        && zones.Zip(zones.Skip(1)).All(pair => pair.First.Number < pair.Second.Number);

    static bool IsRing(double[]? ring) =>
        ring is { Length: >= FewestNumbers } && ring.Length % 2 == 0 && Array.TrueForAll(ring, degrees => Math.Abs(degrees) <= 720);
}
