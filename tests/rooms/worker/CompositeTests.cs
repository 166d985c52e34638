using System.Security.Cryptography;
using System.Text.Json;
using Vegetation.Core;
using Vegetation.Core.Composites;
using Vegetation.Core.Indices;
using Vegetation.Core.Work;
using Vegetation.Raster;
using Vegetation.Tests.Raster;

namespace Vegetation.Tests.Worker;

/// <summary>Composites of several acquisitions of a tile, against one pixel after another.</summary>
public sealed class CompositeTests : CompositeTest
{
    [Theory]
    [InlineData(CompositeRule.Best)]
    [InlineData(CompositeRule.Max)]
    [InlineData(CompositeRule.Median)]
    public async Task Each_pixel_is_that_of_the_acquisition_that_the_rule_says(CompositeRule rule)
    {
        var record = await run.Run(Unit(rule, Week));
        Assert.True(record.IsProduct, record.Detail);
        var (values, days, counts) = Expected(rule);
        Assert.Equal(values, Read<short>($"ndvi/{record.UnitId}_ndvi.tif"));
        Assert.Equal(days, Read<ushort>($"ndvi/{record.UnitId}_ndvi_day.tif"));
        Assert.Equal(counts, Read<byte>($"ndvi/{record.UnitId}_ndvi_count.tif"));
        Assert.Equal(values.Count(value => value != Nodata), record.Pixels!.Valid);
        Assert.Equal(values.Count(value => value != Nodata), record.Acquisitions!.Sum(acquisition => acquisition.UsedPixels));
        Assert.Equal([4, 5, 2, 7], record.Acquisitions!.Select(acquisition => (acquisition.Sensed - Monday).Days + 1));
    }

    /// <summary>Where one acquisition has a hole and another has none, the composite has none.</summary>
    [Fact]
    public async Task Holes_of_one_are_filled_by_the_others()
    {
        await run.Run(Unit(CompositeRule.Best, Week));
        var values = Read<short>("ndvi/32TPS_20220606_20220613_best_ndvi.tif");
        var single = Reference.Ndvi(Week[0].Scene);
        Assert.InRange(single.Where((value, i) => value == Nodata && values[i] != Nodata).Count(), 5000, Width * Height);
        Assert.DoesNotContain(single.Select((value, i) => value != Nodata && values[i] == Nodata), lost => lost);
    }

    [Theory]
    [InlineData(CompositeRule.Best)]
    [InlineData(CompositeRule.Max)]
    [InlineData(CompositeRule.Median)]
    public async Task Any_order_of_acquisitions_and_any_threads_give_the_same_bytes(CompositeRule rule)
    {
        var first = await run.Run(Unit(rule, Week) with { Indices = ["ndvi", "evi2"] });
        run.Variables["THREADS"] = "3";
        var second = await run.Run(Unit(rule, [Week[3], Week[1], Week[0], Week[2]]) with { Indices = ["ndvi", "evi2"] });
        Assert.Equal(first.Files, second.Files);
        Assert.Equal(first.Acquisitions, second.Acquisitions);
        Assert.Contains(first.Files, file => file.Name == $"evi2/{first.UnitId}_evi2_day.tif");
    }

    [Fact]
    public async Task The_best_of_one_is_that_one()
    {
        var alone = await run.Run(Unit(CompositeRule.Best, Week[..1]));
        var values = Read<short>($"ndvi/{alone.UnitId}_ndvi.tif");
        var none = await run.Run(Serve(0) with { Output = Serve(0).Output });
        Assert.Equal(Read<short>($"ndvi/{none.UnitId}_ndvi.tif"), values);
        Assert.Equal(run.Cells(none.UnitId).Cells, run.Cells(alone.UnitId).Cells);
        Assert.Equal(Blocks(OutputNames.Qa(none.UnitId)), Blocks(OutputNames.Qa(alone.UnitId)));
        Assert.Equal((none.Pixels!.Valid, none.Pixels.Masked, none.Pixels.Dilated),
            (alone.Pixels!.Valid, alone.Pixels.Masked, alone.Pixels.Dilated));
    }

    /// <summary>All indices, their cells and the QA layer, in quotients too.</summary>
    [Theory]
    [InlineData(10)]
    [InlineData(20)]
    [InlineData(40)]
    [InlineData(80)]
    [InlineData(160)]
    public async Task The_best_of_one_is_that_one_at_every_resolution(int metres)
    {
        using var scene = new AllBandsScene(offset: -1000);
        string[] names = metres == 10 ? ["evi", "ndmi", "kndvi"] : [.. SpectralIndex.All.Select(index => index.Name)];
        var single = scene.Unit(server, names, metres, -1000) with { Output = new(DataType: OutputDataType.Float32) };
        var none = await run.Run(single);
        var day = new DateTimeOffset(single.Scene.Sensed.UtcDateTime.Date, TimeSpan.Zero);
        var composite = new Compositing(CompositeRule.Best, day, day.AddDays(1));
        var best = await run.Run(single with { UnitId = UnitId.Of("32TPS", composite), Composite = composite });
        Assert.True(best.IsProduct, best.Detail);
        Assert.Equal(Contents(none), Contents(best));
        Assert.Equivalent(none.Pixels, best.Pixels);
    }

    /// <summary>What files hold that both an acquisition and a composite have; tags say which of them a raster is of.</summary>
    IEnumerable<(string, string)> Contents(UnitRecord record) => record.Files
        .Where(file => !OutputFolder.IsOfItem(file.Name)
            && !OutputNames.OriginLayers.Any(layer => file.Name.EndsWith($"_{layer}.tif", StringComparison.Ordinal)))
        .Select(file => (file.Name.Replace(record.UnitId, "", StringComparison.Ordinal),
            file.Name.EndsWith(".tif", StringComparison.Ordinal) ? Blocks(file.Name) : file.Sha256))
        .Append(("cells", JsonSerializer.Serialize(run.Contribution(record.UnitId).Cells)));

    /// <summary>The packed blocks of all levels of a file: all that follows its header.</summary>
    string Blocks(string name)
    {
        var file = File.ReadAllBytes(run.Output(name));
        var first = TiffDirectory.All(file)[^1].NumberOf(file, TiffDirectory.BlockOffsets)!.Value; // the smallest level is one block
        return Convert.ToHexStringLower(SHA256.HashData(file.AsSpan((int)first)));
    }

    /// <summary>Quotients come from the same acquisition as the values: rounded they are these, NaN where there is none.</summary>
    [Theory]
    [InlineData(CompositeRule.Best)]
    [InlineData(CompositeRule.Max)]
    [InlineData(CompositeRule.Median)]
    public async Task Exact_values_are_those_of_the_same_acquisition(CompositeRule rule)
    {
        var record = await run.Run(Unit(rule, Week) with { Output = new(DataType: OutputDataType.Float32) });
        var values = Expected(rule).Values;
        var exact = Read<float>($"ndvi/{record.UnitId}_ndvi.tif");
        Assert.Equal(values.Select(value => value == Nodata), exact.Select(float.IsNaN));
        Assert.All(values.Zip(exact).Where(pixel => pixel.First != Nodata),
            pixel => Assert.InRange(pixel.Second * 10_000.0, pixel.First - 0.501, pixel.First + 0.501));
    }

    (short[] Values, ushort[] Days, byte[] Counts) Expected(CompositeRule rule)
    {
        int[] ranked = [2, 1, 0, 3]; // by their distance from Thursday noon
        var ndvi = Week.Select(day => Reference.Ndvi(day.Scene)).ToArray();
        var far = rule == CompositeRule.Best ? Week.Select(day => Distances(day.Scene)).ToArray() : [];
        var (values, days, counts) = (new short[Width * Height], new ushort[Width * Height], new byte[Width * Height]);
        for (var i = 0; i < values.Length; i++)
        {
            var valid = ranked.Where(day => ndvi[day][i] != Nodata).ToList();
            counts[i] = (byte)valid.Count;
            int? chosen = rule switch
            {
                CompositeRule.Median => valid.Count < 3 ? null : valid.OrderBy(day => ndvi[day][i]).ElementAt((valid.Count - 1) / 2),
                _ when valid.Count == 0 => null,
                CompositeRule.Max => valid.MaxBy(day => ndvi[day][i]),
                _ => valid.MaxBy(day => far[day][(i / Width / 2 * (Width / 2)) + (i % Width / 2)]),
            };
            (values[i], days[i]) = chosen is { } day ? (ndvi[day][i], (ushort)Week[day].Day) : (Nodata, (ushort)0);
        }
        return (values, days, counts);
    }

    /// <summary>
    /// The larger of both ways to the nearest cloud, cirrus or shadow, 50 at most, one pixel of the classification after another.
    /// </summary>
    static int[] Distances(TestScene scene)
    {
        var (width, clouds) = (scene.Coarse.Width, new List<(int X, int Y)>());
        for (var i = 0; i < scene.Scl.Length; i++)
            if (scene.Scl[i] is 3 or 8 or 9 or 10) clouds.Add((i % width, i / width));
        return [.. Enumerable.Range(0, scene.Scl.Length).Select(i => Math.Min(50, clouds.Count == 0 ? 50
            : clouds.Min(cloud => Math.Max(Math.Abs(cloud.X - (i % width)), Math.Abs(cloud.Y - (i / width))))))];
    }

    T[] Read<T>(string name) where T : unmanaged
    {
        using var reader = RasterReader.OpenFile(run.Output(name));
        var pixels = new T[reader.Width * reader.Height];
        reader.Read<T>(1, 0, 0, reader.Width, reader.Height, pixels);
        return pixels;
    }
}
