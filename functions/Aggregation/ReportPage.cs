using System.Reflection;
using System.Text;
using System.Text.Json;
using Vegetation.Core.Ndvi;

namespace Vegetation.Functions.Aggregation;

/// <summary>The report: one page that asks for nothing else. The template reads the ledger that is put into it.</summary>
public static class ReportPage
{
    const string Template = "report.html";

    /// <param name="picture">The map as PNG, or null when there is none.</param>
    public static byte[] Write(LedgerDocument ledger, byte[]? picture)
    {
        // The serializer writes < and > as escapes, so that no text in the ledger can end the script element.
        var data = JsonSerializer.Serialize(ledger, FunctionsJson.Default.LedgerDocument);
        var page = new StringBuilder(Read())
            .Replace("/*LEDGER*/null", data)
            .Replace("/*BELOW ZERO*/", ColourRamp.Hex(NdviRamp.BelowZero))
            .Replace("/*RAMP*/", NdviRamp.Ramp.Css)
            .Replace("<!--PICTURE-->", picture is null ? "" : "data:image/png;base64," + Convert.ToBase64String(picture));
        return Encoding.UTF8.GetBytes(page.ToString());
    }

    static string Read()
    {
        using var resource = Assembly.GetExecutingAssembly().GetManifestResourceStream(Template)!;
        using var reader = new StreamReader(resource);
        return reader.ReadToEnd();
    }
}
