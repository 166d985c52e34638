namespace Vegetation.Core.Geography;

/// <summary>The area asked for: one or more polygons, none of which crosses the antimeridian.</summary>
public sealed class Area
{
    public IReadOnlyList<AreaPolygon> Polygons { get; }

    public Area(IReadOnlyList<AreaPolygon> polygons)
    {
        if (polygons.Count == 0) throw new ArgumentException("an area has at least one polygon");
        Polygons = polygons;
    }

    /// <summary>The box of the AWS post "Map Earth's vegetation in under 20 minutes".</summary>
    public static Area Default { get; } = FromBox(-179.034845, -55.973798, 179.371094, 83.780085);

    /// <summary>
    /// A box; west greater than east means that it crosses the antimeridian, where it is split in two, or begins or ends there.
    /// </summary>
    public static Area FromBox(double west, double south, double east, double north)
    {
        (double West, double East)[] parts = west < east ? [(west, east)] : [(west, 180), (-180, east)];
        return new Area([.. parts.Where(p => p.West < p.East).Select(p => Rectangle(p.West, south, p.East, north))]);
    }

    /// <summary>West, south, east, north of all polygons together, in degrees.</summary>
    public (double West, double South, double East, double North) Bounds => BoundsOf([.. Polygons.SelectMany(p => p.Rings[0])]);

    /// <summary>
    /// The polygons whose bounds touch those of a tile's outline, whose longitudes may leave -180..180; where none does the first, since an
    /// area has one.
    /// </summary>
    public Area Near(IReadOnlyList<Position> outline)
    {
        const double margin = 0.01; // sides between the outline's points are curves
        var (west, south, east, north) = BoundsOf(outline);
        List<AreaPolygon> near = [.. Polygons.Where(polygon => BoundsOf(polygon.Rings[0]) is var bounds
            && bounds.South <= north + margin && bounds.North >= south - margin
            && new[] { -360, 0, 360 }.Any(turn => bounds.West + turn <= east + margin && bounds.East + turn >= west - margin))];
        return near.Count == Polygons.Count ? this : new(near.Count > 0 ? near : [Polygons[0]]);
    }

    /// <summary>
    /// West, south, east, north of the narrowest box around all polygons, in degrees: west from -180 to below 180, east beyond 180 where
    /// the box crosses the antimeridian.
    /// </summary>
    public (double West, double South, double East, double North) Box
    {
        get
        {
            var (_, south, _, north) = Bounds;
            var spans = Polygons.Select(p => (West: p.Rings[0].Min(q => q.Longitude), East: p.Rings[0].Max(q => q.Longitude)))
                .OrderBy(s => s.West).ToList();
            // The widest gap between neighbours is what the box leaves out; the last one lies across the antimeridian.
            var (west, east, gap) = (spans[0].West, spans.Max(s => s.East), spans[0].West + 360 - spans.Max(s => s.East));
            var reached = spans[0].East;
            foreach (var span in spans.Skip(1))
            {
                if (span.West - reached > gap) (west, east, gap) = (span.West, reached + 360, span.West - reached);
                reached = Math.Max(reached, span.East);
            }
            return (west, south, east, north);
        }
    }

    static (double West, double South, double East, double North) BoundsOf(IReadOnlyList<Position> ring) =>
        (ring.Min(p => p.Longitude), ring.Min(p => p.Latitude), ring.Max(p => p.Longitude), ring.Max(p => p.Latitude));

    /// <summary>With a point in the middle of the long sides where they are longer than half the Earth: no edge of an area is.</summary>
    static AreaPolygon Rectangle(double west, double south, double east, double north)
    {
        double[] middle = east - west > 180 ? [(west + east) / 2] : [];
        return new([
            [
                new(west, south), .. middle.Select(m => new Position(m, south)), new(east, south),
                new(east, north), .. middle.Select(m => new Position(m, north)), new(west, north), new(west, south),
            ],
        ]);
    }
}
