using System.Text.Json;
using Vegetation.Core;
using Vegetation.Core.Indices;
using Vegetation.Core.Scenes;
using Vegetation.Core.Work;
using Vegetation.Raster;
using Vegetation.Tests.Raster;
using Vegetation.Worker;
using Vegetation.Worker.Contract;

namespace Vegetation.Tests.Worker;

public sealed class OutputFormatTests : IAsyncLifetime, IDisposable
{
    static readonly TestScene Scene = TestScene.Random(300, 200).WithClouds();

    readonly ShardRun run = new();
    RangeServer server = null!;

    public async Task InitializeAsync() => server = await RangeServer.Start();

    public async Task DisposeAsync() => await server.DisposeAsync();

    public void Dispose() => run.Dispose();

    [Theory]
    [InlineData(0)]
    [InlineData(-1000)]
    public async Task Float32_is_the_exact_quotient_of_what_int16_rounds(int offset)
    {
        var unit = server.Serve(Scene) with { Output = new(DataType: OutputDataType.Float32) };
        var whole = await run.Run(unit with { Scene = unit.Scene with { OffsetApplied = offset == 0 }, Output = OutputFormat.Default });
        var rounded = run.Ndvi();
        var record = await run.Run(unit with { Scene = unit.Scene with { OffsetApplied = offset == 0 } });
        var exact = run.Ndvi<float>();
        Assert.Equal(Reference.Exact(Scene, Reference.Ndvi(Scene, offset), offset), exact);
        for (var i = 0; i < exact.Length; i++) Assert.True(rounded[i] == -19999 ? float.IsNaN(exact[i])
            : Math.Abs(exact[i] - (rounded[i] * 0.0001)) <= 0.0000501, $"pixel {i}");
        Assert.Equal((whole.Statistics["ndvi"], whole.Pixels!.Valid), (record.Statistics["ndvi"], record.Pixels!.Valid));
        using var reader = RasterReader.OpenFile(run.Output(OutputNames.Raster(TestScene.Id, "ndvi")));
        Assert.Equal(double.NaN, reader.Nodata);
    }

    [GdalInfoFact]
    public async Task The_file_and_the_item_are_of_the_format_that_was_asked_for()
    {
        var unit = server.Serve(Scene);
        foreach (var compression in Enum.GetValues<OutputCompression>())
            foreach (var type in Enum.GetValues<OutputDataType>())
            {
                var record = await run.Run(unit with { Output = new(compression, type) });
                using var info = JsonDocument.Parse(Tool.Run(GdalInfoFactAttribute.Program!, "-json",
                    run.Output(OutputNames.Raster(TestScene.Id, "ndvi"))));
                var structure = info.RootElement.GetProperty("metadata").GetProperty("IMAGE_STRUCTURE");
                Assert.Equal((compression.ToString().ToUpperInvariant(), "COG"),
                    (structure.GetProperty("COMPRESSION").GetString(), structure.GetProperty("LAYOUT").GetString()));
                Assert.Equal(record.Encoder, info.RootElement.GetProperty("metadata").GetProperty("").GetProperty("ENCODER").GetString());
                Assert.Equal(type.ToString(), info.RootElement.GetProperty("bands")[0].GetProperty("type").GetString());
                var band = run.Item().GetProperty("assets").GetProperty("ndvi").GetProperty("bands")[0];
                Assert.Equal(type.ToString().ToLowerInvariant(), band.GetProperty("data_type").GetString());
                Assert.Equal(type == OutputDataType.Int16 ? "-19999 0.0001" : "nan 1",
                    $"{band.GetProperty("nodata")} {band.GetProperty("raster:scale")}");
            }
    }

    [Fact]
    public async Task The_threads_do_not_change_a_byte_of_float32()
    {
        var unit = server.Serve(Scene) with { Output = new(OutputCompression.Zstd, OutputDataType.Float32) };
        var one = await run.Run(unit);
        run.Variables["THREADS"] = "3";
        Assert.Equal(one.Files, (await run.Run(unit)).Files);
    }

    [Fact]
    public void Compressions_that_the_library_lacks_are_known() // fault 46
    {
        Assert.True(RasterLibrary.CanCompress("DEFLATE"));
        Assert.False(RasterLibrary.CanCompress("LZ77"));
    }

    [Fact]
    public void A_unit_that_this_machine_cannot_compress_is_invalid_and_says_what_to_do() // fault 46
    {
        using var folder = new TemporaryFolder();
        var unit = Scene.Unit("r", "n", "s") with { Output = new(OutputCompression.Zstd) };
        File.WriteAllText(folder[$"{unit.UnitId}.json"], JsonSerializer.Serialize(unit, CoreJson.Default.WorkUnit));
        var failure = Assert.Throws<UnitFailure>(() => UnitReader.Read(folder[$"{unit.UnitId}.json"], _ => false));
        Assert.Equal((UnitStatus.Invalid, "compression"), (failure.Status, failure.Reason));
        Assert.Contains("ask for output.compression deflate", failure.Message);
        Assert.Equal(unit.Output, UnitReader.Read(folder[$"{unit.UnitId}.json"], _ => true).Output);
    }

    [Theory]
    [InlineData("\"compression\":\"zstd\"", "\"compression\":\"lzma\"")]
    [InlineData("\"compression\":\"zstd\"", "\"compression\":7")]
    [InlineData("\"dataType\":\"int16\"", "\"dataType\":null")]
    [InlineData("\"dilationPixels\":2", "\"dilationPixels\":6")]
    [InlineData("\"resolution\":10", "\"resolution\":10,\"area\":{\"type\":\"MultiPolygon\",\"coordinates\":[[]]}")]
    [InlineData("\"additionalGranules\":[]", "\"additionalGranules\":[null]")]
    public void A_unit_with_an_odd_option_is_invalid(string right, string wrong)
    {
        using var folder = new TemporaryFolder();
        var unit = Scene.Unit("r", "n", "s") with { Output = new(OutputCompression.Zstd) };
        var json = JsonSerializer.Serialize(unit, CoreJson.Default.WorkUnit);
        Assert.Contains(right, json);
        File.WriteAllText(folder[$"{unit.UnitId}.json"], json.Replace(right, wrong));
        Assert.Equal("unit", Assert.Throws<UnitFailure>(() => UnitReader.Read(folder[$"{unit.UnitId}.json"], _ => true)).Reason);
    }
}
