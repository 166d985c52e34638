using Vegetation.Core.Scenes;
using Vegetation.Functions;
using Vegetation.Functions.Planning;
using Vegetation.Functions.Storage;

namespace Vegetation.Tests.Functions;

/// <summary>A run of three tiles, if a test names no others, to be planned.</summary>
public abstract class PlanTest(EmbeddedS3 s3) : IClassFixture<EmbeddedS3>
{
    static int runs;
    readonly string name = $"sealed-{Interlocked.Increment(ref runs)}";

    private protected EmbeddedS3 S3 => s3;
    private protected ObjectStore Store => s3.Store;

    private protected static readonly Scene One = RunOnS3.Scene("33UXP") with { Acquisition = "S2A_20231205T100401" };

    private protected Task<RunOnS3> Run(string request = "{}", params Scene[] scenes) =>
        RunOnS3.WithScenes(Store, name, scenes.Length > 0 ? scenes : [One, RunOnS3.Scene("33UWP"), RunOnS3.Scene("33TWN")], request);

    private protected Task<Plan> Choice(RunOnS3 run) => Store.GetJson(run.Keys.Plan, FunctionsJson.Default.Plan, default);
}
