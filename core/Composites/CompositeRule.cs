using System.Text.Json.Serialization;

namespace Vegetation.Core.Composites;

/// <summary>
/// Which acquisition of a window a pixel's value comes from. All orders are total, so that the order of reading does not matter.
/// </summary>
public enum CompositeRule
{
    /// <summary>One acquisition of a tile is a work unit of its own.</summary>
    [JsonStringEnumMemberName("none")] None,

    /// <summary>
    /// Of those in which the pixel is valid the one that lies farthest from cloud and shadow, up to a cap, then nearest to the middle of
    /// the window, then first by id.
    /// </summary>
    [JsonStringEnumMemberName("best")] Best,

    /// <summary>The largest value: biased upwards, but robust against clouds that the mask missed.</summary>
    [JsonStringEnumMemberName("max")] Max,

    /// <summary>The middle value, the lower one of two; where at least <see cref="Compositing.LeastForMedian"/> are valid.</summary>
    [JsonStringEnumMemberName("median")] Median,
}
