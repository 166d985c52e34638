using Vegetation.Bench;
using Vegetation.Bench.Aggregation;
using Vegetation.Bench.Scenes;
using Vegetation.Bench.Search;
using Vegetation.Bench.Storage;

try
{
    return args switch
    {
        ["scene", .. var options] => await SceneBench.Run(BenchOptions.Read(options)),
        ["stream", .. var options] => await StreamBench.Run(BenchOptions.Read(options)),
        ["floor", var folder, var compression, var level] => Floor.Run(folder, compression, level),
        ["search", .. var options] => SearchBench.Run(BenchOptions.Read(options)),
        ["search-once", var request, var said] => await SearchBench.Once(request, said),
        ["aggregate", .. var options] => await AggregateBench.Run(BenchOptions.Read(options)),
        ["aggregate-once"] => await AggregateBench.Once(),
        ["s3-kills", .. var options] => await S3Kills.Measure(BenchOptions.Read(options)),
        _ => throw new ArgumentException("say what to measure: bench/run scene [--rounds N] or bench/run stream [--scenes N] or bench/run search [--only 3] or bench/run aggregate [--scenes 8581] or bench/run s3-kills [--rounds 200] [--seed 7]; bench/README.md tells more"),
    };
}
catch (ArgumentException e)
{
    await Console.Error.WriteLineAsync(e.Message);
    return 2;
}
