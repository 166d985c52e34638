using System.Globalization;

namespace Vegetation.Core;

/// <summary>A number of things in words: 1 week, 2 weeks, 1,200 scenes; 0.3 MB, 4.3 GB.</summary>
public static class Amount
{
    /// <param name="one">A noun whose plural ends with s.</param>
    public static string Of(long count, string one) =>
        string.Create(CultureInfo.InvariantCulture, $"{count:N0} {one}{(count == 1 ? "" : "s")}");

    public static string OfBytes(double bytes) => bytes >= 1e9
        ? string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e9:N1} GB")
        : string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:N1} MB");
}
