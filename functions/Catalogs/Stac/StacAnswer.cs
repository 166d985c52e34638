using System.Buffers.Text;
using System.Text.Json;

namespace Vegetation.Functions.Catalogs.Stac;

/// <summary>
/// The answer of a STAC API, split by structure: its items are not parsed here, and unused fields may hold anything.
/// </summary>
sealed class StacAnswer : IDisposable
{
    readonly AnswerBody body;
    readonly Dictionary<string, ReadOnlyMemory<byte>> fields;

    StacAnswer(AnswerBody body)
    {
        this.body = body;
        fields = JsonSlices.Fields(body.Bytes, "features", "collections", "links", "numberMatched", "context");
    }

    /// <param name="body">Disposed with the answer, or here where there is none.</param>
    /// <exception cref="JsonException">The content is not JSON, is truncated, or has a field twice that is read here.</exception>
    public static StacAnswer Of(AnswerBody body)
    {
        try
        {
            return new StacAnswer(body);
        }
        catch
        {
            body.Dispose();
            throw;
        }
    }

    /// <summary>The bytes of an array; null where the answer has none of that name.</summary>
    public ReadOnlyMemory<byte>? List(string name) =>
        fields.TryGetValue(name, out var list) && JsonSlices.IsList(list) ? list : default(ReadOnlyMemory<byte>?);

    /// <summary>The catalog's count of items that match: <c>numberMatched</c>, or <c>context.matched</c> of older servers.</summary>
    public long? Matched =>
        Number(fields.GetValueOrDefault("numberMatched")) ?? Number(JsonSlices.Find(fields.GetValueOrDefault("context"), "matched"));

    public void Dispose() => body.Dispose();

    static long? Number(ReadOnlyMemory<byte>? json) =>
        json is { } digits && Utf8Parser.TryParse(digits.Span, out long number, out var read) && read == digits.Length && number >= 0
            ? number : null;
}
