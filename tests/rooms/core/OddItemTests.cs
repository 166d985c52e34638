using System.Text.Json;
using Vegetation.Core.Scenes;

namespace Vegetation.Tests.Core;

/// <summary>Ids, times and fields of items as no catalog should write them.</summary>
public sealed class OddItemTests
{
    const string Id = "S2A_33UXP_20231205_0_L2A";

    static (Scene? Scene, UnreadableItem? Unreadable) Read(string id = Id, string time = "2023-12-05T10:00:31.025Z", string more = "")
    {
        using var json = JsonDocument.Parse($$$"""
            {"id":{{{JsonSerializer.Serialize(id)}}},"collection":"sentinel-2-l2a",
             "properties":{"datetime":{{{JsonSerializer.Serialize(time)}}},"s2:processing_baseline":"05.09"{{{more}}}},
             "assets":{"red":{"href":"https://example.org/B04.tif"},"nir":{"href":"https://example.org/B08.tif"},"scl":{"href":"https://example.org/SCL.tif"} } }
            """);
        return StacItemReader.Read(json.RootElement, "earth-search", NdviScene.Bands);
    }

    public static TheoryData<string, string> Ids => new()
    {
        { "a folder above", "../S2A_33UXP_20231205_0_L2A" },
        { "a folder above, at the end", "S2A_33UXP_20231205_0_L2A/.." },
        { "NUL", "S2A_33UXP_20231205_0_L2A\0" },
        { "a newline at the end", "S2A_33UXP_20231205_0_L2A\n" },
        { "a newline within", "S2A_33UXP\n_20231205_0_L2A" },
        { "10 kB", "S2A_33UXP_20231205_0_L2A" + new string('A', 10_000) },
        { "lower case", "s2a_33uxp_20231205_0_l2a" },
        { "zone 00", "S2A_00UXP_20231205_0_L2A" },
        { "zone 61", "S2A_61UXP_20231205_0_L2A" },
        { "the letter I", "S2A_33UIP_20231205_0_L2A" },
        { "the letter O", "S2A_33UXO_20231205_0_L2A" },
        { "digits of another script", "S2A_33UXP_2023120\u0665_0_L2A" },
        { "level 1C", "S2A_33UXP_20231205_0_L1C" },
        { "nothing", "" },
        { "a folder above a product", "../S2B_MSIL2A_20190629T212529_R043_T06VVN_20201006T080531" },
        { "a product and a folder", "S2B_MSIL2A_20190629T212529_R043_T06VVN_20201006T080531.SAFE/x" },
        { "a product and a newline", "S2B_MSIL2A_20190629T212529_R043_T06VVN_20201006T080531\n" },
        { "a product of level 1C", "S2B_MSIL1C_20190629T212529_N0207_R043_T06VVN_20201006T080531" },
        { "a product of zone 61", "S2B_MSIL2A_20190629T212529_R043_T61VVN_20201006T080531" },
        { "a product with another ending", "S2B_MSIL2A_20190629T212529_R043_T06VVN_20201006T080531.zip" },
        { "a granule with 10 kB", "S2A_OPER_MSI_L2A_TL_2APS_20240109T203651_A044654_T60CWS" + new string('A', 10_000) },
    };

    [Theory]
    [MemberData(nameof(Ids))]
    public void An_id_that_is_none_is_named_without_what_could_do_harm(string name, string id) // fault 14
    {
        _ = name;
        var (scene, unreadable) = Read(id);
        Assert.Null(scene);
        Assert.Equal("id", unreadable!.Reason);
        Assert.True(unreadable.Id.Length <= 80 && unreadable.Id.All(c => c is > ' ' and < (char)127), unreadable.Id);
    }

    [Theory]
    [InlineData("2023-12-05T10:00:31.025Z")]
    [InlineData("2023-12-05T10:00:31.025000Z")]
    [InlineData("2023-12-05T12:00:31.025+02:00")]
    [InlineData("2023-12-05T10:00:31.025000000Z")]
    [InlineData("2023-12-05T05:00:31.025000000999-05:00")]
    public void A_time_says_its_offset(string time) =>
        Assert.Equal(new DateTimeOffset(2023, 12, 5, 10, 0, 31, 25, TimeSpan.Zero), Read(time: time).Scene?.Sensed);

    [Theory]
    [InlineData("no offset", "2023-12-05T10:00:31")]
    [InlineData("a leap second", "2016-12-31T23:59:60Z")]
    [InlineData("a leap second and nanoseconds", "2016-12-31T23:59:60.000000000Z")]
    [InlineData("letters among the decimals", "2023-12-05T10:00:31.12345678xZ")]
    [InlineData("a day", "2023-12-05")]
    [InlineData("an hour of no day", "10:00")]
    [InlineData("another order", "12/05/2023 10:00:31 +00:00")]
    [InlineData("the 31st of November", "2023-11-31T10:00:31Z")]
    public void A_time_that_can_be_taken_for_two_is_none(string name, string time) // fault 18
    {
        _ = name;
        Assert.Equal(new UnreadableItem(Id, "datetime", "33UXP"), Read(time: time).Unreadable);
    }

    [Fact]
    public void A_field_that_is_there_twice_is_named() => // fault 17
        Assert.Equal(
            new UnreadableItem(Id, "field-twice", "33UXP", "s2:processing_baseline"),
            Read(more: ",\"s2:processing_baseline\":\"02.14\"").Unreadable);

    [Theory]
    [InlineData("s2:nodata_pixel_percentage", "1e999")]
    [InlineData("s2:nodata_pixel_percentage", "250")]
    [InlineData("s2:medium_proba_clouds_percentage", "1e999")]
    [InlineData("eo:cloud_cover", "-1e999")]
    public void Numbers_beyond_all_measure_do_not_reach_what_is_written(string field, string number)
    {
        var scene = Read(more: $",\"{field}\":{number}").Scene!;
        Assert.InRange(scene.NodataShare, 0, 1);
        Assert.InRange(scene.CloudyShare, 0, 1);
        Assert.NotEmpty(JsonSerializer.Serialize(scene, Vegetation.Core.CoreJson.Default.Scene)); // infinity has no JSON
    }
}
