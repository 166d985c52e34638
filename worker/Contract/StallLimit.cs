namespace Vegetation.Worker.Contract;

/// <summary>When a range of a file counts as hopeless: fewer than so many new bytes came within this time.</summary>
internal readonly record struct StallLimit(TimeSpan Span, int Bytes);
