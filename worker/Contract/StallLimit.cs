namespace Vegetation.Worker.Contract;

/// <summary>
/// When a range of a file counts as hopeless: fewer than so many new bytes came within this time. A slow line that is alive gets on.
/// </summary>
internal readonly record struct StallLimit(TimeSpan Span, int Bytes);
