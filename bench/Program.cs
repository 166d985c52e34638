using Vegetation.Bench;
using Vegetation.Bench.Scenes;

try
{
    return args switch
    {
        ["scene", .. var options] => await SceneBench.Run(BenchOptions.Read(options)),
        ["stream", .. var options] => await StreamBench.Run(BenchOptions.Read(options)),
        ["floor", var folder, var compression, var level] => Floor.Run(folder, compression, level),
        _ => throw new ArgumentException("say what to measure: bench/run scene [--rounds N] or bench/run stream [--scenes N]; bench/README.md tells more"),
    };
}
catch (ArgumentException e)
{
    await Console.Error.WriteLineAsync(e.Message);
    return 2;
}
