using System.Text.Json;
using Vegetation.Core.Work;
using Vegetation.Functions;
using Vegetation.Functions.Aggregation;
using Vegetation.Functions.Aggregation.Publishing;
using Vegetation.Functions.Storage;
using Vegetation.Products;
using Vegetation.Products.Ledger;

namespace Vegetation.Tests.Functions;

/// <summary>A run of four tiles in a bucket of its own.</summary>
public abstract class AggregationTest(EmbeddedS3 s3) : IClassFixture<EmbeddedS3>, IAsyncLifetime
{
    private protected static readonly string[] Tiles = ["33UWP", "33UXP", "33TWN", "33TXN"];

    static int runs;

    private protected EmbeddedS3 S3 => s3;

    private protected ObjectStore Store { get; private set; } = null!;

    private protected string Name { get; } = $"aggregate-{Interlocked.Increment(ref runs)}";

    public async Task InitializeAsync() => Store = await s3.EmptyStore();

    public Task DisposeAsync() => Task.CompletedTask;

    private protected async Task<(RunOnS3 Run, string[] Units)> Planned(string fields = "")
    {
        var run = await RunOnS3.WithScenes(Store, Name, [.. Tiles.Select(t => RunOnS3.Scene(t))], RunOnS3.SmallArea[..^1] + fields + "}");
        await run.Plan();
        return (run, [.. Tiles.Select(t => RunOnS3.Scene(t).Id)]);
    }

    private protected async Task<LedgerDocument> Ledger(RunOnS3 run) =>
        JsonSerializer.Deserialize(await Product(run, ProductNames.LedgerJson), ProductsJson.Default.LedgerDocument)!;

    private protected async Task<byte[]> Product(RunOnS3 run, string product) => (await Store.TryGet(run.Keys.Product(product), default))!;
}
