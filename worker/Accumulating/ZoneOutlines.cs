using Vegetation.Worker.Reading;

namespace Vegetation.Worker.Accumulating;

/// <summary>The rings of a unit's zones in pixels of a grid.</summary>
internal sealed class ZoneOutlines
{
    /// <summary>500 m: the chord leaves a parallel by some millimetres, half a pixel's width never.</summary>
    const double StepDegrees = 0.0045;

    readonly (double X, double Y)[] at;
    readonly List<Range>[] rings;

    /// <exception cref="RasterException">a position cannot be projected.</exception>
    public ZoneOutlines(IReadOnlyList<UnitZone> zones, GeoGrid grid, int threads)
    {
        var pieces = new EdgePieces(StepDegrees);
        rings = [.. zones.Select(zone => zone.Rings.Select(ring => Add(pieces, ring)).ToList())];
        at = pieces.Project(grid, threads);
    }

    /// <summary>
    /// Where a zone's edges cross the centres of rows, ascending by row and column. Half-open: the row of a centre on an edge's upper end
    /// is crossed, that on its lower end is not, so that zones with a common edge share no pixel and lose none.
    /// </summary>
    /// <param name="zone">Its place among the unit's.</param>
    /// <param name="crossings">Becomes them, each as row x 2^32 + the first column whose centre is not west of the edge.</param>
    public void Cross(int zone, GeoGrid grid, List<long> crossings)
    {
        crossings.Clear();
        foreach (var ring in rings[zone])
            for (var i = ring.Start.Value; i < ring.End.Value - 1; i++) Cross(at[i], at[i + 1], grid, crossings);
        crossings.Sort();
    }

    static void Cross((double X, double Y) from, (double X, double Y) to, GeoGrid grid, List<long> crossings)
    {
        if (from.Y > to.Y) (from, to) = (to, from); // the same crossings whichever way a common edge goes
        var (first, stop) = (FirstCentre(from.Y, grid.Height), FirstCentre(to.Y, grid.Height));
        for (var row = first; row < stop; row++)
        {
            var x = from.X + ((row + 0.5 - from.Y) / (to.Y - from.Y) * (to.X - from.X));
            crossings.Add(((long)row << 32) + FirstCentre(x, grid.Width));
        }
    }

    /// <summary>The first of so many pixels whose centre is not before a place.</summary>
    static int FirstCentre(double place, int pixels) => (int)Math.Clamp(Math.Ceiling(place - 0.5), 0, pixels);

    static Range Add(EdgePieces pieces, double[] ring)
    {
        var start = pieces.Count;
        for (var i = 2; i < ring.Length; i += 2) pieces.AddEdge(At(ring, i - 2), At(ring, i));
        pieces.Add(At(ring, ring.Length - 2));
        return start..pieces.Count;
    }

    static Position At(double[] ring, int i) => new(ring[i], ring[i + 1]);
}
