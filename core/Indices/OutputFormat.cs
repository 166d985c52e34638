using System.Text.Json.Serialization;

namespace Vegetation.Core.Indices;

public enum OutputCompression
{
    /// <summary>Every reader knows it.</summary>
    [JsonStringEnumMemberName("deflate")] Deflate,

    /// <summary>Written in less time, as small; readers need GDAL 2.3 or newer, built with it.</summary>
    [JsonStringEnumMemberName("zstd")] Zstd,
}

public enum OutputDataType
{
    /// <summary>The index x 10000, rounded half away from zero; nodata <see cref="SpectralIndex.Nodata"/>.</summary>
    [JsonStringEnumMemberName("int16")] Int16,

    /// <summary>The index itself: the exact quotient of the same whole numbers, rounded once, to the nearest float; nodata NaN.</summary>
    [JsonStringEnumMemberName("float32")] Float32,
}

/// <summary>How the values of a scene are stored. Counts, statistics, cells and gates are those of int16 in either case.</summary>
/// <param name="Qa">Whether a layer says what was seen in each pixel; <see cref="Masking.QaClass"/>.</param>
/// <param name="Clip">Whether what lies outside the area asked for has no data, and is cut off where it can be.</param>
public sealed record OutputFormat(
    OutputCompression Compression = OutputCompression.Deflate, OutputDataType DataType = OutputDataType.Int16, bool Qa = true,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool Clip = false)
{
    public static OutputFormat Default { get; } = new();
}
