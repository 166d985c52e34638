using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Vegetation.Bench.Scenes;
using Vegetation.Functions;
using Vegetation.Functions.Hosting;

namespace Vegetation.Bench.Aggregation;

/// <summary>The aggregation of a run of the Earth by the function as it is hosted, in a process of its own that is measured.</summary>
internal static class AggregateBench
{
    /// <summary>The post's first week of December 2023.</summary>
    const int PostScenes = 8581;

    public static async Task<int> Run(BenchOptions options)
    {
        Console.WriteLine("work units  wall s  own CPU s  peak MB  products MB");
        var folder = Directory.CreateTempSubdirectory("bench-aggregate-");
        try
        {
            using var bucket = new BucketServer(folder.FullName);
            var scenes = options.Scenes ?? PostScenes;
            await Task.Run(new FinishedRun(bucket, scenes).Write);
            for (var round = 0; round < options.Rounds; round++)
            {
                var cost = Timed.Run(bucket.Variables, "dotnet", typeof(AggregateBench).Assembly.Location, "aggregate-once");
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                    $"{scenes,10:N0} {cost.Wall,7:0.0} {cost.Cpu,10:0.0} {cost.PeakMegabytes,8:0} "
                    + $"{bucket.Bytes(FinishedRun.Keys.Products) / 1e6,12:0.0}"));
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
        return 0;
    }

    /// <summary>The state machine's part: aggregate until there is no cursor. Each call has a Lambda's quarter of an hour.</summary>
    public static async Task<int> Once()
    {
        var state = """{"runId":"world"}""";
        do
        {
            var handler = Handlers.Create("AggregateOutputs", FunctionSettings.FromEnvironment(), TimeProvider.System);
            state = Encoding.UTF8.GetString(
                await handler(
                new Invocation("1", Encoding.UTF8.GetBytes(state), DateTimeOffset.UtcNow.AddMinutes(15), null), CancellationToken.None));
        }
        while (JsonNode.Parse(state)!["cursor"] is not null);
        if ((string?)JsonNode.Parse(state)!["outcome"] != "published") throw new InvalidOperationException(state);
        return 0;
    }
}
