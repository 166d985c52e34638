using Vegetation.Core.Masking;

namespace Vegetation.Core.Indices;

/// <summary>Where the median over the pixels of a class must lie.</summary>
/// <param name="Low">Index x 10000, as is High; both are allowed.</param>
public sealed record IndexGate(PixelClass Class, string Name, int Low, int High);
