using System.Text.Json;

namespace Vegetation.Core.Requests;

/// <summary>Quotes what came in an error, without control characters and never long.</summary>
static class Quote
{
    const int MaxLength = 60;

    public static string Shortly(JsonElement value) => Shortly(value.GetRawText());

    public static string Shortly(string text)
    {
        var clean = new string([.. text.Take(MaxLength).Select(c => char.IsControl(c) ? ' ' : c)]);
        return text.Length > MaxLength ? clean + "..." : clean;
    }
}
