using Vegetation.Core.Work;
using Vegetation.Functions.Storage;
using Vegetation.Products;

namespace Vegetation.Functions.Aggregation.Publishing;

/// <summary>Uploads a folder of products, the report last, and verifies each upload.</summary>
internal sealed class ProductUpload(ObjectStore store, RunKeys keys)
{
    /// <exception cref="InvalidDataException">An object is missing or differs from what was uploaded.</exception>
    public async Task Upload(string folder, CancellationToken cancellationToken)
    {
        var files = new DirectoryInfo(folder).GetFiles().OrderBy(f => f.Name == ProductNames.Report)
            .ThenBy(f => f.Name, StringComparer.Ordinal).ToList();
        foreach (var file in files)
            await store.PutFile(keys.Product(file.Name), file.FullName, ProductKind.MediaTypeOf(file.Name), cancellationToken);
        var there = (await store.List(keys.Products, cancellationToken)).ToDictionary(o => o.Key, o => o.Bytes, StringComparer.Ordinal);
        foreach (var file in files)
            if (!there.TryGetValue(keys.Product(file.Name), out var bytes) || bytes != file.Length)
                throw new InvalidDataException(
                    $"s3://{store.Bucket}/{keys.Product(file.Name)} has {bytes} bytes; expected {file.Length} as uploaded");
    }
}
