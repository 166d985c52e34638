using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Prepared;
using NetTopologySuite.Operation.Valid;
using Vegetation.Core.Requests;
using Vegetation.Core.Scenes;

namespace Vegetation.Functions.Searching;

/// <summary>Applies a request to what a catalog returned: catalogs may ignore a filter without saying so.</summary>
public sealed class SceneFilter(Request request)
{
    readonly IPreparedGeometry area = PreparedGeometryFactory.Prepare(ToGeometry(request.Area));

    /// <returns>Why the scene is none of the request, or null when it is one.</returns>
    /// <param name="collections">Those that the catalog was asked for.</param>
    public string? Objection(Scene scene, IReadOnlyList<string> collections)
    {
        if (!collections.Contains(scene.Collection)) return "another collection";
        if (!request.Window.Contains(scene.Sensed)) return "outside the window";
        if (scene.CloudCover > request.MaxCloudCover) return "too cloudy";
        return IsInArea(scene) ? null : "outside the area";
    }

    bool IsInArea(Scene scene) =>
        scene.Bounds is not { } box || area.Intersects(new GeometryFactory().ToGeometry(new Envelope(box[0], box[2], box[1], box[3])));

    static Geometry ToGeometry(Area area)
    {
        var factory = new GeometryFactory();
        var polygons = area.Polygons.Select(p =>
            factory.CreatePolygon(Ring(factory, p.Rings[0]), [.. p.Rings.Skip(1).Select(r => Ring(factory, r))])).ToArray();
        var all = factory.CreateMultiPolygon(polygons);
        return new IsValidOp(all).IsValid ? all : all.Buffer(0);
    }

    static LinearRing Ring(GeometryFactory factory, IReadOnlyList<Core.Requests.Position> ring) =>
        factory.CreateLinearRing([.. ring.Select(p => new Coordinate(p.Longitude, p.Latitude))]);
}
