namespace Vegetation.Worker.Reading;

/// <summary>Edges are straight in degrees (RFC 7946, 3.1.1) and curves in metres: they are projected in short pieces.</summary>
internal sealed class EdgePieces(double stepDegrees)
{
    const int PositionsAtOnce = 16_384;

    readonly List<double> xs = [], ys = [];

    public int Count => xs.Count;

    /// <summary>An edge without its end, with which the next one begins. The other way round it has the very same positions.</summary>
    public void AddEdge(Position from, Position to)
    {
        var isEastward = from.Longitude < to.Longitude || (from.Longitude == to.Longitude && from.Latitude <= to.Latitude);
        var (start, end) = isEastward ? (from, to) : (to, from);
        var (across, up) = (end.Longitude - start.Longitude, end.Latitude - start.Latitude);
        var pieces = Math.Max(1, (int)Math.Ceiling(Math.Max(across, Math.Abs(up)) / stepDegrees));
        Add(from);
        for (var i = 1; i < pieces; i++)
        {
            var steps = isEastward ? i : pieces - i;
            Add(new(start.Longitude + (across * steps / pieces), start.Latitude + (up * steps / pieces)));
        }
    }

    public void Add(Position position)
    {
        xs.Add(position.Longitude);
        ys.Add(position.Latitude);
    }

    /// <summary>All positions in pixels of a grid: 0, 0 is the outer corner of the upper left one.</summary>
    /// <exception cref="RasterException">a position cannot be projected.</exception>
    public (double X, double Y)[] Project(GeoGrid grid, int threads = 1)
    {
        var (x, y, pixels) = (xs.ToArray(), ys.ToArray(), new (double X, double Y)[xs.Count]);
        Parallels.ForEach(threads, CancellationToken.None, Enumerable.Range(0, pixels.Length).Chunk(PositionsAtOnce), () => 0, (chunk, _) =>
        {
            Projection.FromLonLat(grid.Epsg, x.AsSpan(chunk[0], chunk.Length), y.AsSpan(chunk[0], chunk.Length));
            foreach (var i in chunk) pixels[i] = ((x[i] - grid.OriginX) / grid.PixelSize, (grid.OriginY - y[i]) / grid.PixelSize);
        }, _ => { });
        return pixels;
    }
}
