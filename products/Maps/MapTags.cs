using System.Globalization;
using Vegetation.Core.Composites;
using Vegetation.Core.Indices;
using Vegetation.Core.Requests;
using Vegetation.Core.Sensors;
using Vegetation.Core.Sums;
using Vegetation.Products.Ledger;

namespace Vegetation.Products.Maps;

/// <summary>The metadata in a map's file.</summary>
static class MapTags
{
    /// <summary>What is mapped and at which resolution: maps that differ in one of them are not compared.</summary>
    public const string Index = "INDEX", Resolution = "RESOLUTION", Composite = "COMPOSITE";

    /// <summary>The archived weeks from which a file was made.</summary>
    public const string Weeks = "WEEKS";

    /// <summary>Who made a map, of what and by which rules: for a file that was copied away from its run.</summary>
    public static Dictionary<string, string> Of(LedgerDocument ledger, Request request, SpectralIndex index) => new(StringComparer.Ordinal)
    {
        ["RUN"] = ledger.RunId,
        ["SOFTWARE"] = $"vegetation-maps {ledger.SoftwareVersion}",
        ["FORMULA"] = $"{index.ExpressionWith("offset")}, in DN, with the offset of each scene",
        ["MASK"] = request.Mask.Phrase,
    };

    /// <param name="run">As the other method gives them; null where a map is made apart from a run.</param>
    public static Dictionary<string, string> Of(
        MappedIndex mapped, MapFrame frame, Window window, IReadOnlyDictionary<string, string>? run = null)
    {
        var tags = new Dictionary<string, string>(run ?? new Dictionary<string, string>(), StringComparer.Ordinal)
        {
            [Index] = mapped.Label,
            [Resolution] = ResolutionOf(mapped),
            ["FROM"] = Text(window.From),
            ["TO"] = Text(window.To),
            ["CELL"] = string.Create(CultureInfo.InvariantCulture, $"{frame.Grid.CellDegrees} degree"),
            ["COUNTING"] = Counting(mapped),
            [DataNotice.Tag] = DataNotice.Of(mapped.IsGenerated, window.From.Year),
        };
        if (CompositeOf(mapped) is { } rule) tags[Composite] = rule;
        return tags;
    }

    public static string ResolutionOf(MappedIndex mapped) => string.Create(CultureInfo.InvariantCulture, $"{mapped.PixelMetres} m");

    /// <summary>Null for single acquisitions.</summary>
    public static string? CompositeOf(MappedIndex mapped) =>
        mapped.Composite == CompositeRule.None ? null : mapped.Composite.ToString().ToLowerInvariant();

    static string Counting(MappedIndex mapped)
    {
        var (counted, whole) = (mapped.CountedMetres, mapped.PixelMetres);
        return counted == whole
            ? $"each {counted} m pixel in the one tile that owns it, in the cell that holds its centre"
            : $"each {counted} m pixel of the classification with the value of its {whole} m pixel, in the one tile that owns that, in the "
                + "cell that holds its centre";
    }

    public static string Text(DateTimeOffset time) => time.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
