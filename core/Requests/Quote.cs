using System.Text.Json;

namespace Vegetation.Core.Requests;

/// <summary>Quotes what came in an error: a <see cref="PlainText"/>, and never long.</summary>
public static class Quote
{
    const int MaxLength = 60;

    public static string Shortly(JsonElement value) => Shortly(value.GetRawText());

    public static string Shortly(string text) => PlainText.Of(text, MaxLength);
}
