using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Vegetation.Functions.Storage;

/// <summary>JSON documents, and many objects side by side.</summary>
internal sealed partial class ObjectStore
{
    const int ParallelReads = 16;

    public Task PutJson<T>(string key, T value, JsonTypeInfo<T> type, CancellationToken cancellationToken) =>
        Put(key, JsonSerializer.SerializeToUtf8Bytes(value, type), "application/json", cancellationToken);

    public async Task<T?> TryGetJson<T>(string key, JsonTypeInfo<T> type, CancellationToken cancellationToken) where T : class
    {
        return await TryGet(key, cancellationToken) is { } content ? Parse(key, content, type) : null;
    }

    public async Task<T> GetJson<T>(string key, JsonTypeInfo<T> type, CancellationToken cancellationToken) where T : class =>
        await TryGetJson(key, type, cancellationToken) ?? throw Missing(key);

    /// <summary>Many objects of one kind, read side by side, in the order of their keys.</summary>
    public Task<IReadOnlyList<T>> GetAllJson<T>(IReadOnlyList<string> keys, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        where T : class =>
        GetAll(keys, (key, content) => Parse(key, content, type), cancellationToken);

    public Task<IReadOnlyList<T>> GetAll<T>(
        IReadOnlyList<string> keys, Func<string, byte[], T> read, CancellationToken cancellationToken) =>
        ForAll(keys, async (key, token) => read(key, await Get(key, token)), cancellationToken);

    /// <summary>
    /// What many objects hold, read side by side, in the order of their keys; null for those that are not there, or damaged.
    /// </summary>
    public Task<IReadOnlyList<T?>> TryGetAll<T>(IReadOnlyList<string> keys, Func<byte[], T?> read, CancellationToken cancellationToken)
        where T : class =>
        ForAll(
            keys,
            async (key, token) => (await TryGetUpTo(key, MostBytes, token))?.Content is { } content ? read(content) : null,
            cancellationToken);

    static async Task<IReadOnlyList<T>> ForAll<T>(
        IReadOnlyList<string> keys, Func<string, CancellationToken, Task<T>> read, CancellationToken cancellationToken)
    {
        var values = new T[keys.Count];
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = ParallelReads, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, keys.Count, parallel, async (i, token) => values[i] = await read(keys[i], token));
        return values;
    }

    /// <exception cref="InvalidDataException">Names the object.</exception>
    public T Parse<T>(string key, byte[] content, JsonTypeInfo<T> type)
    {
        try
        {
            return JsonSerializer.Deserialize(content, type) ?? throw new JsonException("it is null");
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"s3://{bucket}/{key} is not the expected JSON: {e.Message}", e);
        }
    }
}
