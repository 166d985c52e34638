using System.Text.Json.Serialization;

namespace Vegetation.Core.Ndvi;

/// <summary>How classes of 20 m are brought to pixels of 10 m.</summary>
public enum SclSampling
{
    /// <summary>Each pixel has the class of the 20 m pixel that it lies in.</summary>
    [JsonStringEnumMemberName("nearest")] Nearest,

    /// <summary>
    /// Class codes are interpolated as if they were measures, and a pixel is dropped only where that gives a dropped code exactly: what the AWS post
    /// does. Wrong, and for comparison with it only; with it go raw DN, no offset and no other mask but DN 0.
    /// </summary>
    [JsonStringEnumMemberName("linear")] Linear,
}
