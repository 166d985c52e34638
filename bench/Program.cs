using Vegetation.Bench;
using Vegetation.Bench.Aggregation;
using Vegetation.Bench.Archive;
using Vegetation.Bench.Control;
using Vegetation.Bench.Costs;
using Vegetation.Bench.Rehearsal;
using Vegetation.Bench.Scenes;
using Vegetation.Bench.Search;
using Vegetation.Bench.Soak;
using Vegetation.Bench.Storage;
using Vegetation.Bench.Viewer;

try
{
    return args switch
    {
        ["scene", .. var options] => await SceneBench.Run(BenchOptions.Read(options)),
        ["stream", .. var options] => await StreamBench.Run(BenchOptions.Read(options)),
        ["start", .. var options] => await StartBench.Run(BenchOptions.Read(options)),
        ["earth", .. var options] => await EarthBench.Run(BenchOptions.Read(options)),
        ["profile", .. var options] => await ProfileBench.Run(BenchOptions.Read(options)),
        ["price"] => Price(),
        ["world", .. var options] => WorldBench.Run(BenchOptions.Read(options)),
        ["floor", var folder, var compression, var level] => Floor.Run(folder, compression, level),
        ["search", .. var options] => SearchBench.Run(BenchOptions.Read(options)),
        ["search-once", var request, var said] => await SearchBench.Once(request, said),
        ["aggregate", .. var options] => await AggregateBench.Run(BenchOptions.Read(options)),
        ["aggregate-once"] => await AggregateBench.Once(),
        ["control", .. var options] => await ControlBench.Run(BenchOptions.Read(options)),
        ["control-stage", var function, var minutes, var stateFile] => await ControlStage.Run(function, minutes, stateFile),
        ["climatology", .. var options] => ClimatologyBench.Run(BenchOptions.Read(options)),
        ["climatology-once", var folder] => ClimatologyBench.Once(folder),
        ["viewer", .. var options] => await ViewerBench.Run(BenchOptions.Read(options)),
        ["s3-kills", .. var options] => await S3Kills.Measure(BenchOptions.Read(options)),
        ["soak", .. var options] => await SoakBench.Run(SoakOptions.Read(options), Console.WriteLine),
        ["same", var folder, var other] => await SameRuns.Compare(folder, other, Console.WriteLine),
        _ => throw new ArgumentException(
            "got no measurement's name; expected bench/run world, scene, stream, start, earth, profile, price, floor, search, aggregate, "
            + "control, climatology, viewer, s3-kills, soak or same: bench/README.md has their options"),
    };
}
catch (ArgumentException e)
{
    await Console.Error.WriteLineAsync(e.Message);
    return 2;
}

static int Price()
{
    foreach (var line in PriceTable.Lines()) Console.WriteLine(line);
    return 0;
}
