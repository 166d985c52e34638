namespace Vegetation.Core;

/// <summary>Media types of files that several parts write about.</summary>
public static class MediaTypes
{
    /// <summary>A Cloud Optimized GeoTIFF, as STAC's best practices name it.</summary>
    public const string Cog = "image/tiff; application=geotiff; profile=cloud-optimized";

    public const string GeoJson = "application/geo+json";
}
