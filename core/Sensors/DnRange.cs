namespace Vegetation.Core.Sensors;

/// <summary>
/// The digital numbers that are measurements, both ends included: reflectance above 0 and up to 2.0 (bright snow and sun glint exceed 1.0
/// legally). DN 0 is nodata. In corrected files reflectances that would be negative were clipped, so DN 1 is missing data there
/// (digitalearthafrica/deafrica-sandbox-notebooks#403). DN of 32768 and more are corrupt or saturated.
/// </summary>
public readonly record struct DnRange(int Min, int Max)
{
    public const int MaxReflectance = 20000;

    /// <param name="offset">BOA_ADD_OFFSET that is still to be added: 0 or negative.</param>
    public static DnRange For(int offset) => new(offset == 0 ? 2 : 1 - offset, MaxReflectance - offset);

    /// <summary>What a reflectance below 0 was clipped to in corrected files. In raw files 0, which is nodata.</summary>
    public int Clipped => Min == 2 ? 1 : 0;

    public bool Contains(int dn) => dn >= Min && dn <= Max;
}
