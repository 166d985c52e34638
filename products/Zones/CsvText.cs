using System.Buffers;
using System.Globalization;

namespace Vegetation.Products.Zones;

/// <summary>Texts of other people as fields of a CSV.</summary>
static class CsvText
{
    /// <summary>With one of these a formula begins, in spreadsheets that open the file.</summary>
    static readonly SearchValues<char> Formulas = SearchValues.Create("=+-@\t\r");

    /// <summary>With an apostrophe before it where a spreadsheet would run it; numbers are as they are.</summary>
    public static string Guarded(string text) =>
        text.Length > 0 && Formulas.Contains(text[0]) && !double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _)
            ? $"'{text}" : text;
}
