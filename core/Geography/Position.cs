namespace Vegetation.Core.Geography;

/// <summary>A position in degrees, longitude first (RFC 7946).</summary>
public readonly record struct Position(double Longitude, double Latitude);

/// <summary>A polygon: its first ring is the outline, the others are holes. Rings are closed.</summary>
public sealed record AreaPolygon(IReadOnlyList<IReadOnlyList<Position>> Rings)
{
    /// <summary>Degrees of longitude that the outline spans.</summary>
    public double Width => Rings[0].Max(p => p.Longitude) - Rings[0].Min(p => p.Longitude);
}
