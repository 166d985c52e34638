using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Vegetation.Functions.Catalogs;

/// <summary>
/// Splits JSON by its structure alone: strings, brackets and commas. Values are not examined, so one that cannot be parsed (nested 100,000
/// deep, a bare NaN) does not affect its neighbours, and nothing is allocated for values that are not used.
/// </summary>
static class JsonSlices
{
    static readonly SearchValues<byte> Marks = SearchValues.Create("\"[]{},"u8);

    /// <summary>The elements of an array, in their order.</summary>
    /// <exception cref="JsonException">While it is enumerated: this is not an array, or it is truncated.</exception>
    public static IEnumerable<ReadOnlyMemory<byte>> Elements(ReadOnlyMemory<byte> json) => Parts(json, (byte)'[', (byte)']');

    /// <summary>The members of an object, in their order; names as they are written, with their escapes.</summary>
    /// <exception cref="JsonException">While it is enumerated: this is not an object, or it is truncated.</exception>
    public static IEnumerable<(ReadOnlyMemory<byte> Name, ReadOnlyMemory<byte> Value)> Members(ReadOnlyMemory<byte> json) =>
        Parts(json, (byte)'{', (byte)'}').Select(Member);

    /// <summary>Those members of an answer that are read; none where the answer is a list.</summary>
    /// <exception cref="JsonException">It is not JSON, is truncated, or has one of the names twice.</exception>
    public static Dictionary<string, ReadOnlyMemory<byte>> Fields(ReadOnlyMemory<byte> json, params IReadOnlyList<string> names)
    {
        var fields = new Dictionary<string, ReadOnlyMemory<byte>>(StringComparer.Ordinal);
        if (json.Span.StartsWith("\uFEFF"u8)) json = json[3..];
        if (IsList(json)) return fields;
        foreach (var (name, value) in Members(json))
            if (names.FirstOrDefault(known => Ascii.Equals(name.Span, known)) is { } known && !fields.TryAdd(known, value))
                throw new JsonException($"got {known} twice; expected it once");
        return fields;
    }

    /// <summary>The value of the first member of a name; null if there is none, or if this is not a complete object.</summary>
    public static ReadOnlyMemory<byte>? Find(ReadOnlyMemory<byte> json, string name)
    {
        try
        {
            foreach (var (found, value) in Members(json))
                if (Ascii.Equals(found.Span, name)) return value;
        }
        catch (JsonException)
        {
            return null;
        }
        return null;
    }

    /// <summary>Whether a value is a list, by its first byte.</summary>
    public static bool IsList(ReadOnlyMemory<byte> json) => json.Span is [(byte)'[', ..];

    static IEnumerable<ReadOnlyMemory<byte>> Parts(ReadOnlyMemory<byte> json, byte open, byte close)
    {
        json = json.Trim(" \t\r\n"u8);
        if (json.IsEmpty || json.Span[0] != open) throw new JsonException($"got {Begin(json)}; expected {(char)open}");
        for (var start = 1; ;)
        {
            var end = End(json.Span, start);
            var part = json[start..end].Trim(" \t\r\n"u8);
            var isLast = json.Span[end] == close && end == json.Length - 1;
            if (isLast && start == 1 && part.IsEmpty) yield break;
            if (part.IsEmpty || (!isLast && json.Span[end] != ',')) throw new JsonException($"byte {end} is out of place");
            yield return part;
            if (isLast) yield break;
            start = end + 1;
        }
    }

    static (ReadOnlyMemory<byte>, ReadOnlyMemory<byte>) Member(ReadOnlyMemory<byte> part)
    {
        if (part.Span[0] != '"') throw new JsonException($"got {Begin(part)}; expected a name");
        var end = EndOfText(part.Span, 0);
        var value = part[end..].Trim(" \t\r\n"u8);
        return value.Length > 1 && value.Span[0] == ':'
            ? (part[1..(end - 1)], value[1..].Trim(" \t\r\n"u8))
            : throw new JsonException($"got {Begin(part)}; expected a name and a value");
    }

    /// <summary>Where the value that begins at <paramref name="at"/> ends: at the comma or the bracket that follows it.</summary>
    static int End(ReadOnlySpan<byte> json, int at)
    {
        for (var depth = 0; ;)
        {
            var step = json[at..].IndexOfAny(Marks);
            if (step < 0) throw new JsonException("it is truncated");
            at += step;
            var mark = json[at];
            if (depth == 0 && mark is (byte)',' or (byte)']' or (byte)'}') return at;
            depth += mark switch { (byte)'[' or (byte)'{' => 1, (byte)']' or (byte)'}' => -1, _ => 0 };
            at = mark == '"' ? EndOfText(json, at) : at + 1;
        }
    }

    /// <summary>The byte after the text that begins with the quote at <paramref name="at"/>.</summary>
    static int EndOfText(ReadOnlySpan<byte> json, int at)
    {
        for (at++; at < json.Length;)
        {
            var step = json[at..].IndexOfAny((byte)'"', (byte)'\\');
            if (step < 0) break;
            at += step + 1;
            if (json[at - 1] == '"') return at;
            at++; // what a backslash stands before is none of our business
        }
        throw new JsonException("it is truncated within a string");
    }

    static string Begin(ReadOnlyMemory<byte> json) =>
        json.IsEmpty ? "nothing" : $"\"{(char)(json.Span[0] is > 32 and < 127 ? json.Span[0] : (byte)'?')}\"";
}
