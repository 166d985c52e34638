using System.Text.Json;
using Vegetation.Core.Requests;
using Vegetation.Core.Work;
using Vegetation.Functions;
using Vegetation.Functions.Catalogs;
using Vegetation.Functions.Catalogs.Geospatial;
using Vegetation.Functions.Hosting;
using Vegetation.Functions.Searching;
using Vegetation.Functions.Storage;

namespace Vegetation.Tests.Functions;

/// <summary>A search of its own for each test.</summary>
public abstract class SceneSearchTest(EmbeddedS3 s3) : IClassFixture<EmbeddedS3>
{
    static int runs;

    private protected string Name { get; } = $"search-{Interlocked.Increment(ref runs)}";
    private protected EmbeddedS3 S3 => s3;
    private protected ObjectStore Store => s3.Store;

    private protected static Invocation In(TimeSpan time) => new("1", [], DateTimeOffset.UtcNow + time, null);

    /// <summary>A search of one day, which is not sliced.</summary>
    private protected Task<SearchScenesOutput> Search(string catalog, TimeSpan? time = null, string extra = "") =>
        Sut().Run(
            Input($$"""{"area":[16,47,18,49],"from":"2023-12-05","to":"2023-12-06","catalogs":["{{catalog}}"]{{extra}}}"""),
            In(time ?? TimeSpan.FromMinutes(10)), CancellationToken.None);

    private protected SceneSearch Sut(bool allowLoopback = true) =>
        new(s3.Store, new CatalogDirectory(CatalogDirectory.Http(), new GeospatialClient().Post, TimeProvider.System, () => 0),
            allowLoopback, TimeProvider.System);

    private protected SearchScenesInput Input(string request) =>
        new(JsonDocument.Parse(request).RootElement, Name, DateTimeOffset.UtcNow, null, null);

    private protected Task<SearchResult> Found() => SearchResult.Load(
        s3.Store, new RunKeys(new RunId(Name)), new Window(DateTimeOffset.Parse("2023-12-05Z"), DateTimeOffset.Parse("2023-12-06Z")),
        CancellationToken.None);

    private protected async Task<IReadOnlyList<SearchPage>> Pages()
    {
        var keys = await s3.Store.List(new RunKeys(new RunId(Name)).SearchPages, CancellationToken.None);
        return await s3.Store.GetAllJson([.. keys.Select(k => k.Key)], FunctionsJson.Default.SearchPage, CancellationToken.None);
    }
}
