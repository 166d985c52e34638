using System.Text.Json.Nodes;
using Vegetation.Core.Geography;
using Vegetation.Core.Requests;

namespace Vegetation.Products.Stac;

/// <summary>The extent of a run's scenes in space and time; without any, that of its request.</summary>
/// <param name="East">Smaller than <paramref name="West"/> across the antimeridian.</param>
/// <param name="From">The first sensing time, <paramref name="To"/> the last, UTC; of composites the window.</param>
sealed record Extent(double West, double South, double East, double North, DateTimeOffset From, DateTimeOffset To)
{
    public static Extent Of(Request request, IReadOnlyList<ItemRow> files) => files.Count == 0
        ? Around(request.Area, request.Window.From, request.Window.To)
        : Around(files.Select(file => file.Box), files.Min(file => file.Sensed), files.Max(file => file.Until));

    /// <param name="boxes">West, south, east, north, at least one; west is greater than east across the antimeridian.</param>
    public static Extent Around(IEnumerable<IReadOnlyList<double>> boxes, DateTimeOffset from, DateTimeOffset to) =>
        Around(new Area([.. boxes.SelectMany(box => Area.FromBox(box[0], box[1], box[2], box[3]).Polygons)]), from, to);

    public JsonArray Box => [West, South, East, North];

    /// <summary>The same where west must not be greater than east: all longitudes if it is.</summary>
    public (double West, double East) Longitudes => West < East ? (West, East) : (-180, 180);

    static Extent Around(Area area, DateTimeOffset from, DateTimeOffset to)
    {
        var (west, south, east, north) = area.Box;
        return new(west, south, east > 180 ? Math.Round(east - 360, 6) : east, north, from, to);
    }
}
