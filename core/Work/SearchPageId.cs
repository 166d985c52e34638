using System.Globalization;
using System.Text.RegularExpressions;

namespace Vegetation.Core.Work;

/// <summary>
/// The name of a kept search page, as 1-00-00001. Pages in the order of their names are in the order of the catalog, whenever they were
/// fetched.
/// </summary>
/// <param name="Catalog">Which of the request's catalogs, from 1.</param>
/// <param name="Slice">0 for the whole window, otherwise its slice, from 1.</param>
/// <param name="Page">Of the slice, from 1.</param>
public readonly partial record struct SearchPageId(int Catalog, int Slice, int Page) : IComparable<SearchPageId>
{
    /// <returns>Null where the text is no such name.</returns>
    public static SearchPageId? Parse(string name) => Form().Match(name) is { Success: true } match
        ? new(Number(match, 1), Number(match, 2), Number(match, 3)) : null;

    public int CompareTo(SearchPageId other) => (Catalog, Slice, Page).CompareTo((other.Catalog, other.Slice, other.Page));

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Catalog}-{Slice:00}-{Page:00000}");

    static int Number(Match match, int group) => int.Parse(match.Groups[group].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);

    [GeneratedRegex("^([0-9]{1,4})-([0-9]{2})-([0-9]{5})$", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
