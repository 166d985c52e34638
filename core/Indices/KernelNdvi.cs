namespace Vegetation.Core.Indices;

/// <summary>
/// kNDVI with the generic length scale, tanh(NDVI^2), of NDVI x 10000 by a table. The square loses the sign of NDVI: below 0 there is no
/// value.
/// </summary>
public sealed record KernelNdvi : IndexFormula
{
    readonly IndexFormula ndvi;

    public KernelNdvi(IndexFormula ndvi) : base(ndvi.Bands) => this.ndvi = ndvi;

    /// <summary>kNDVI x 10000 of NDVI x 10000, 0 to 10000.</summary>
    public static IReadOnlyList<short> Table { get; } =
        [.. Enumerable.Range(0, SpectralIndex.One + 1).Select(
            value => (short)Math.Round(SpectralIndex.One * Of((double)value / SpectralIndex.One)))];

    public override KernelNdvi WithOffset(int offset) => new(ndvi.WithOffset(offset));

    public override long? Scaled(ReadOnlySpan<int> dn) => ndvi.Scaled(dn) is >= 0 and var value ? Table[(int)value] : null;

    public override float Exact(ReadOnlySpan<int> dn) => (float)Of(ndvi.Exact(dn));

    static double Of(double ndvi) => Math.Tanh(ndvi * ndvi);
}
