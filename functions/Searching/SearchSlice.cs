using System.Globalization;
using Vegetation.Core.Requests;

namespace Vegetation.Functions.Searching;

/// <summary>A part of a search's window that is searched by itself: the whole window, or a day of it.</summary>
/// <param name="Number">0 for the whole window, otherwise from 1 in the order of time.</param>
/// <param name="IsFirst">It starts where the window does.</param>
/// <param name="IsLast">It ends where the window does.</param>
internal sealed record SearchSlice(int Number, Window Window, bool IsFirst, bool IsLast)
{
    /// <summary>Windows of more days have slices of several days.</summary>
    const int MaxSlices = 32;

    /// <summary>As people read it; null for the whole window.</summary>
    public string? Name => Number == 0 ? null : Window.From.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static SearchSlice Whole(Window window) => new(0, window, true, true);

    public static IReadOnlyList<SearchSlice> Of(Window window)
    {
        var parts = window.Split(MaxSlices);
        return [.. parts.Select((part, i) => new SearchSlice(i + 1, part, i == 0, i == parts.Count - 1))];
    }

    /// <summary>
    /// Whether an item of this time is this slice's, whatever else the catalog returned it for: catalogs count both ends of a window, or
    /// ignore it. Times outside the window are the first slice's or the last's, so that each item is exactly one slice's.
    /// </summary>
    public bool Owns(DateTimeOffset sensed) => (IsFirst || Window.From <= sensed) && (IsLast || sensed < Window.To);
}
