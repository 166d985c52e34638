using System.Globalization;
using System.Text;

namespace Vegetation.Core;

/// <summary>
/// Texts from outside (items of catalogs, records, names of objects), made safe for tables, pages and logs: in one line, in reading
/// order, and of limited length.
/// </summary>
public static class PlainText
{
    /// <summary>As long as the address of a file may be, so that none is cut.</summary>
    public const int MostLength = Scenes.SceneAsset.LongestHref;

    /// <returns>
    /// The text with a space for each invisible character (controls, ends of lines, marks of direction and others of Unicode's
    /// category Cf) and U+FFFD for half a surrogate pair; cut, with dots, where it is longer than <paramref name="mostLength"/>.
    /// </returns>
    public static string Of(string text, int mostLength = MostLength)
    {
        var clean = new StringBuilder(Math.Min(text.Length, mostLength));
        foreach (var rune in text.EnumerateRunes())
        {
            if (clean.Length + rune.Utf16SequenceLength > mostLength) return clean.Append("...").ToString();
            clean.Append(IsSeen(rune) ? rune.ToString() : " ");
        }
        return clean.ToString();
    }

    static bool IsSeen(Rune rune) => Rune.GetUnicodeCategory(rune)
        is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
}
