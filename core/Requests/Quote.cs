using System.Text.Json;

namespace Vegetation.Core.Requests;

/// <summary>Quotes the offending value in an error: as <see cref="PlainText"/>, shortened.</summary>
static class Quote
{
    const int MaxLength = 60;

    public static string Shortly(JsonElement value) => Shortly(value.GetRawText());

    public static string Shortly(string text) => PlainText.Of(text, MaxLength);
}
