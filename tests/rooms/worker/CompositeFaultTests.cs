using System.Text.Json;
using Vegetation.Core;
using Vegetation.Core.Composites;
using Vegetation.Core.Sensors;
using Vegetation.Core.Work;
using Vegetation.Tests.Raster;
using Vegetation.Worker.Contract;

namespace Vegetation.Tests.Worker;

/// <summary>Composites of acquisitions of which some cannot be used.</summary>
public sealed class CompositeFaultTests : CompositeTest
{
    [Fact]
    public async Task An_acquisition_without_its_files_is_left_out_and_the_record_says_so()
    {
        var unit = Unit(CompositeRule.Best, Week);
        var broken = unit.OtherAcquisitions[0];
        broken = broken with { Scene = broken.Scene.With("nir", new($"{server.Url}/nowhere.tif")) };
        var record = await run.Run(unit with { OtherAcquisitions = [broken, .. unit.OtherAcquisitions.Skip(1)] });
        Assert.True(record.IsProduct, record.Detail);
        Assert.Equal([null, "asset-missing", null, null], record.Acquisitions!.Select(acquisition => acquisition.Reason));
        var links = run.Item(record.UnitId).GetProperty("links").EnumerateArray()
            .Where(link => link.GetProperty("rel").GetString() == "derived_from").ToList();
        Assert.Equal(3, links.Count);
        var properties = run.Item(record.UnitId).GetProperty("properties");
        Assert.Equal(("2022-06-06T00:00:00.000Z", "2022-06-13T00:00:00.000Z"),
            (properties.GetProperty("start_datetime").GetString(), properties.GetProperty("end_datetime").GetString()));
        var nothing = await run.Run(unit with
        {
            Scene = unit.Scene.With("nir", new($"{server.Url}/nowhere.tif")), OtherAcquisitions = [broken],
        });
        Assert.Equal((UnitStatus.Failed, "asset-missing"), (nothing.Status, nothing.Reason));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public async Task An_acquisition_whose_file_lacks_a_block_is_left_out_whenever_it_comes(int place)
    {
        var unit = Unit(CompositeRule.Best, [Week[1], Week[0], Week[3]]);
        var whole = await run.Run(unit with { OtherAcquisitions = unit.OtherAcquisitions.Take(1).ToList() });
        (int, TestScene)[] order = place == 0 ? [Week[3], Week[1], Week[0]] : [Week[1], Week[0], Week[3]];
        var torn = Unit(CompositeRule.Best, order);
        server.Serve(new Uri(torn.Acquisitions[place].Scene[BandRole.Red]!.Href).AbsolutePath[1..], Torn(Week[3].Scene));
        var record = await run.Run(torn);
        Assert.True(record.IsProduct, record.Detail);
        Assert.Equal("missing-block", record.Acquisitions![^1].Reason);
        Assert.Equal(whole.Files.Where(file => !OutputFolder.IsOfItem(file.Name)),
            record.Files.Where(file => !OutputFolder.IsOfItem(file.Name)));
    }

    [Fact]
    public async Task Where_no_acquisition_can_be_used_the_unit_has_the_reason_of_the_first()
    {
        var unit = Unit(CompositeRule.Median, Week[..1]);
        server.Serve(new Uri(unit.Scene[BandRole.Red]!.Href).AbsolutePath[1..], Torn(Week[0].Scene));
        var record = await run.Run(unit);
        Assert.Equal((UnitStatus.Failed, "missing-block"), (record.Status, record.Reason));
    }

    [Fact]
    public void Composites_without_a_total_order_of_their_acquisitions_are_invalid()
    {
        var unit = Unit(CompositeRule.Best, Week);
        var late = unit.OtherAcquisitions[0] with { Scene = unit.OtherAcquisitions[0].Scene with { Sensed = Monday.AddDays(7) } };
        WorkUnit[] wrong =
        [
            unit with { Composite = unit.Composite! with { Rule = CompositeRule.None } },
            unit with { OtherAcquisitions = [.. unit.OtherAcquisitions, unit.OtherAcquisitions[0]] },
            unit with { OtherAcquisitions = [late] },
            unit with { OtherAcquisitions = [.. Enumerable.Repeat(unit.OtherAcquisitions[0], 1000)] },
        ];
        using var folder = new TemporaryFolder();
        foreach (var odd in wrong)
        {
            File.WriteAllBytes(folder[$"{odd.UnitId}.json"], JsonSerializer.SerializeToUtf8Bytes(odd, CoreJson.Default.WorkUnit));
            Assert.Equal("unit", Assert.Throws<UnitFailure>(() => UnitReader.Read(folder[$"{odd.UnitId}.json"], _ => true)).Reason);
        }
    }

    static byte[] Torn(TestScene scene) =>
        (TiffFile.Of(scene, "red") with { BlockWidth = 64, BlockHeight = 64, Absent = [7] }).Bytes();
}
