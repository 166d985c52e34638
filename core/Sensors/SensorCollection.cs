namespace Vegetation.Core.Sensors;

/// <summary>A collection of a sensor's scenes as catalogs name it.</summary>
/// <param name="Files">Host and folder of the public bucket that holds its files.</param>
/// <param name="DeclaredOffsets">Offsets in reflectance that its items can rightly declare; empty where that says nothing.</param>
/// <param name="IsSuperseded">A later collection holds its scenes too: it is read, but not searched by itself.</param>
public sealed record SensorCollection(string Id, string Files, IReadOnlyList<double> DeclaredOffsets, bool IsSuperseded = false);
