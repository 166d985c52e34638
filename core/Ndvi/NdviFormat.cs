using System.Text.Json.Serialization;

namespace Vegetation.Core.Ndvi;

public enum NdviCompression
{
    /// <summary>Every reader knows it.</summary>
    [JsonStringEnumMemberName("deflate")] Deflate,

    /// <summary>Written in less time, as small; readers need GDAL 2.3 or newer, built with it.</summary>
    [JsonStringEnumMemberName("zstd")] Zstd,
}

public enum NdviDataType
{
    /// <summary>NDVI x 10000, rounded half away from zero; nodata <see cref="NdviMath.Nodata"/>.</summary>
    [JsonStringEnumMemberName("int16")] Int16,

    /// <summary>NDVI x 1: the exact quotient of the same whole numbers, rounded once, to the nearest float; nodata NaN.</summary>
    [JsonStringEnumMemberName("float32")] Float32,
}

/// <summary>How the NDVI of a scene is stored. Counts, statistics, cells and gates are those of int16 in either case.</summary>
public sealed record NdviFormat(NdviCompression Compression = NdviCompression.Deflate, NdviDataType DataType = NdviDataType.Int16)
{
    public static NdviFormat Default { get; } = new();
}
