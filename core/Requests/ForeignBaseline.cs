namespace Vegetation.Core.Requests;

/// <summary>
/// What is normal by the files of another data set. What the files do not say of their samples, or say wrongly, is said here.
/// </summary>
/// <param name="Index">The name of the one index whose anomaly compares with it; those of others compare with the archive.</param>
/// <param name="Scale">Value = sample x Scale + Offset, in place of the files' own; the offset is not one of standard deviations.</param>
/// <param name="ValidRange">The samples that are values: those outside are flags. Not of years.</param>
public sealed record ForeignBaseline(
    BaselineSource Source, string Index, double? Scale = null, double? Offset = null, SampleRange? ValidRange = null);

/// <summary>Samples from the least to the most, both included.</summary>
public readonly record struct SampleRange(double Least, double Most);
