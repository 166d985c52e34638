using System.Text;
using System.Text.Json;

namespace Vegetation.Core;

/// <summary>JSON whose texts come from outside.</summary>
public static class PlainJson
{
    /// <summary>The same document in one line, each text in it a <see cref="PlainText"/>; names and numbers stay as they are.</summary>
    /// <exception cref="JsonException">It is not JSON.</exception>
    public static byte[] Clean(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        using var buffer = new MemoryStream(json.Length);
        using (var writer = new Utf8JsonWriter(buffer))
            while (reader.Read()) Write(writer, ref reader);
        return buffer.ToArray();
    }

    static void Write(Utf8JsonWriter writer, ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject: writer.WriteStartObject(); break;
            case JsonTokenType.EndObject: writer.WriteEndObject(); break;
            case JsonTokenType.StartArray: writer.WriteStartArray(); break;
            case JsonTokenType.EndArray: writer.WriteEndArray(); break;
            case JsonTokenType.PropertyName: writer.WritePropertyName(Text(ref reader)); break;
            case JsonTokenType.String: writer.WriteStringValue(PlainText.Of(Text(ref reader))); break;
            default: writer.WriteRawValue(reader.ValueSpan, skipInputValidation: true); break; // numbers, true, false, null
        }
    }

    /// <summary>
    /// A text that is not valid Unicode (half a surrogate pair, bytes that are not UTF-8), as written in the document, with its escapes.
    /// </summary>
    static string Text(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            return Encoding.UTF8.GetString(reader.ValueSpan);
        }
    }
}
