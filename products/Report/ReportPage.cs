using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Vegetation.Core.Requests;
using Vegetation.Products.Ledger;
using Vegetation.Products.Zones;

namespace Vegetation.Products.Report;

/// <summary>
/// The report: one self-contained file, opened from a disk or from a bucket. Style, scripts and data are put into it; its
/// Content-Security-Policy lets that style and those scripts run, by their hashes, and nothing load. The scripts put all texts of the
/// ledger in as text.
/// </summary>
static partial class ReportPage
{
    /// <summary>In the order in which they use each other; one script in the page.</summary>
    static readonly string[] Scripts =
    [
        "gunzip.js", "page.js", "sections.js", "ledger.js", "outlines.js", "degrees.js", "coasts.js", "view.js", "cells.js", "legend.js",
        "map.js", "choropleth.js", "zones.js", "start.js",
    ];

    /// <summary>Writes index.html.</summary>
    /// <param name="folder">Holds all other products: the page links what is there.</param>
    /// <param name="cells">Of the indices, in their order, of which something was seen.</param>
    /// <param name="zones">The first zones of each index; none where the run has none.</param>
    public static void Write(
        string folder, LedgerDocument ledger, IReadOnlyList<MappedIndex> indices, Window window, IReadOnlyList<PageCells> cells,
        IReadOnlyList<IReadOnlyList<ZoneRow>> zones)
    {
        var summary = ReportSummary.Of(
            ledger, indices, window, cells, ProductFile.In(folder, indices, window, ledger), Picture.In(folder, indices, window));
        var (style, script) = (Resource("report.css"), string.Join("\n", Scripts.Select(Resource)));
        var parts = new Dictionary<string, string>
        {
            ["policy"] = $"default-src 'none'; style-src 'sha256-{Hash(style)}'; script-src 'sha256-{Hash(script)}'; img-src data:; "
                + "base-uri 'none'; form-action 'none'",
            ["style"] = style,
            ["script"] = script,
            // The serializer writes < and > as escapes, so that no text of the ledger ends the element.
            ["summary"] = JsonSerializer.Serialize(summary, ReportJson.Default.ReportSummary),
            ["rows"] = Packed.Text(
                JsonSerializer.SerializeToUtf8Bytes(PageRows.Of(ledger.Rows, indices, ledger.Map), ReportJson.Default.PageRows)),
            ["zones"] = PageZones.Of(ledger.Zones, indices, zones) is { } page ? Script(page) : "",
            ["cells"] = cells.Count == 0 ? "" : Packed.Text(PageCells.Bytes(cells)),
            ["coasts"] = ledger.Map is { } map && cells.Count > 0
                ? Packed.Text(JsonSerializer.SerializeToUtf8Bytes(PageCoasts.Of(map), ReportJson.Default.PageCoasts)) : "",
        };
        // One pass: what is put in is not looked through again.
        var html = Place().Replace(Resource("report.html"), place => parts[place.Groups[1].Value]);
        File.WriteAllText(Path.Combine(folder, ProductNames.Report), html);
    }

    static string Script(PageZones zones)
    {
        var data = Packed.Text(JsonSerializer.SerializeToUtf8Bytes(zones, ReportJson.Default.PageZones));
        return $"<script type=\"text/plain\" id=\"zoneData\">{data}</script>\n";
    }

    static string Hash(string text) => Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    static string Resource(string name)
    {
        using var resource = Assembly.GetExecutingAssembly().GetManifestResourceStream($"report/{name}")!;
        using var reader = new StreamReader(resource);
        return reader.ReadToEnd();
    }

    [GeneratedRegex(@"\{\{(\w+)\}\}")]
    private static partial Regex Place();
}
