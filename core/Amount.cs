using System.Globalization;

namespace Vegetation.Core;

/// <summary>A number of things in words: 1 week, 2 weeks, 1,200 scenes.</summary>
public static class Amount
{
    /// <param name="one">A noun whose plural ends with s.</param>
    public static string Of(long count, string one) =>
        string.Create(CultureInfo.InvariantCulture, $"{count:N0} {one}{(count == 1 ? "" : "s")}");
}
