using System.Text.Json;
using Vegetation.Core.Geography;
using Vegetation.Core.Requests;
using Vegetation.Core.Scenes;
using Vegetation.Tests.Functions;

namespace Vegetation.Tests.Core;

public sealed class SceneSelectionTests
{
    static readonly Scene One = RunOnS3.Scene("33UXP") with { Acquisition = "S2A_20231205T100401" };

    static Request Request(string fields = "{}")
    {
        using var json = JsonDocument.Parse(fields);
        return RequestReader.Read(json.RootElement, DateTimeOffset.UnixEpoch.AddYears(54)).OrThrow();
    }

    static SceneSelection Choose(IEnumerable<Scene> found, string request = "{}") =>
        SceneSelection.From(found.Select(Candidate.Of), Request(request));

    static IEnumerable<string> Taken(SceneSelection choice) => choice.Taken.Select(c => string.Join('+', c.Granules.Select(g => g.Id)));

    static string Why(SceneSelection choice, string id)
    {
        var passed = choice.Rejected.Single(p => p.SceneId == id);
        return passed.By is null ? passed.Reason : $"{passed.Reason}: {passed.By}";
    }

    [Fact]
    public void The_clearest_is_taken_then_the_newest_then_the_last_by_id()
    {
        Scene[] found =
        [
            One with { Id = "cloudy", CloudyShare = 0.9, Acquisition = "1" },
            One with { Id = "older", Sensed = One.Sensed.AddDays(-2), Acquisition = "2" },
            One with { Id = "edge", NodataShare = 0.7, CloudyShare = 0, Acquisition = "3" },
            One with { Id = "b", Acquisition = "4" },
            One with { Id = "a", Acquisition = "5" },
            One with { Id = "elsewhere", Tile = "33UWP" },
            One with { Id = "elsewhere", Tile = "33UWP" },
        ];
        var choice = Choose(found);
        Assert.Equal(["elsewhere", "b"], Taken(choice));
        Assert.Equal(
            ["less-clear: b", "older: b", "less-clear: b", "equal: b", "duplicate"],
            new[] { "cloudy", "older", "edge", "a", "elsewhere" }.Select(id => Why(choice, id)));
        Assert.Equal(Taken(choice), Taken(Choose(found.Reverse())));
    }

    /// <summary>Clouds do not matter as long as something of the tile is clear.</summary>
    [Fact]
    public void A_composite_takes_all_that_are_clear_in_a_part_and_no_more_than_it_can_hold()
    {
        Scene[] found =
        [
            One with { Id = "cloudy", CloudyShare = 0.9, CloudCover = 90, Acquisition = "1" },
            One with { Id = "hardly", CloudyShare = 0.96, CloudCover = 96, Acquisition = "2" },
            One with { Id = "clear", CloudyShare = 0, Acquisition = "3" },
        ];
        var choice = Choose(found, """{"composite":"best"}""");
        Assert.Equal(["clear", "cloudy"], Taken(choice));
        Assert.Equal("hardly-clear", Why(choice, "hardly"));
        Assert.Equal(["clear"], Taken(Choose(found, """{"composite":"best","maxCloudCover":20}""")));
        var many = Enumerable.Range(0, 61).Select(i => One with { Id = $"{i:00}", Acquisition = $"{i}", CloudyShare = i / 100.0 });
        var limited = Choose(many, """{"composite":"max"}""");
        Assert.Equal((60, "acquisition-limit: 00"), (limited.Taken.Count, Why(limited, "60")));
    }

    [Fact]
    public void Of_one_capture_the_highest_baseline_is_taken_and_the_other_superseded() // fault 6
    {
        Scene[] found =
        [
            One with { Id = "old", Baseline = "02.14", NodataShare = 0.676, CloudyShare = 0 },
            One with { Id = "new", Baseline = "05.00", NodataShare = 0.672, Sensed = One.Sensed.AddMilliseconds(1) },
        ];
        foreach (var selection in new[] { "clearest", "all" })
        {
            var choice = Choose(found, $$"""{"selection":"{{selection}}"}""");
            Assert.Equal(["new"], Taken(choice));
            Assert.Equal("superseded: new", Why(choice, "old"));
        }
    }

    [Fact]
    public void A_newer_processing_that_is_too_cloudy_does_not_bring_the_old_one_back()
    {
        var choice = Choose(
            [One with { Id = "old", Baseline = "02.14", CloudCover = 5 }, One with { Id = "new", Baseline = "05.00", CloudCover = 99 }]);
        Assert.Empty(choice.Taken);
        Assert.Equal(("superseded: new", "too-cloudy"), (Why(choice, "old"), Why(choice, "new")));
    }

    [Fact]
    public void Granules_of_one_capture_are_merged_and_rank_together() // fault 7
    {
        Scene[] found =
        [
            One with { Id = "west", NodataShare = 0.6, CloudyShare = 0 },
            One with { Id = "east", NodataShare = 0.45, CloudyShare = 0 },
            One with { Id = "east, processed before", NodataShare = 0.455, CloudyShare = 0, Baseline = "04.00" },
            One with { Id = "other day", NodataShare = 0.3, CloudyShare = 0, Acquisition = "S2B_20231207T100401" },
        ];
        var choice = Choose(found);
        Assert.Equal(["east+west"], Taken(choice));
        Assert.Equal(("less-clear: east", "superseded: east"), (Why(choice, "other day"), Why(choice, "east, processed before")));
        Assert.Equal(0.95, choice.Taken[0].ClearShare, 9);
    }

    [Fact]
    public void Granules_of_two_datastrips_are_two_however_alike_their_shares() // fault 7
    {
        var (north, south) = (
            One with { Id = "north", NodataShare = 0.5, Datastrip = "20231205T100401" },
            One with { Id = "south", NodataShare = 0.5, Datastrip = "20231205T100822" });
        var choice = Choose(
            [north, south, north with { Id = "north, processed before", Baseline = "04.00" },
            south with { Id = "south, processed before", Baseline = "04.00" }]);
        Assert.Equal(["south+north"], Taken(choice));
        Assert.Equal(
            ("superseded: north", "superseded: south"), (Why(choice, "north, processed before"), Why(choice, "south, processed before")));
        Assert.Single(Choose([north, south with { Datastrip = null }]).Rejected);
    }

    [Fact]
    public void Of_more_granules_than_a_worker_merges_those_of_the_newest_processings_are_taken()
    {
        var halves = new[] { "05.10", "05.00", "02.14" }.SelectMany((baseline, i) => new[] { 0.3, 0.6 }.Select(nodata =>
            One with { Id = FormattableString.Invariant($"{baseline} {nodata}"), Baseline = baseline, NodataShare = nodata + (i * 0.02) }));
        var choice = Choose(halves);
        Assert.Equal(["05.10 0.3+05.10 0.6+05.00 0.3+05.00 0.6"], Taken(choice));
        Assert.Equal(["granule-limit: 05.10 0.3", "granule-limit: 05.10 0.3"], choice.Rejected.Select(p => Why(choice, p.SceneId)));
    }

    [Fact]
    public void A_point_of_percentage_of_nodata_decides_between_two_granules_and_one_processed_twice()
    {
        Scene[] With(double other) => [One with { Id = "a", NodataShare = 0.5 }, One with { Id = "b", NodataShare = other }];
        Assert.Equal(["b"], Taken(Choose(With(0.5))));
        Assert.Single(Choose(With(0.509)).Rejected);
        Assert.Empty(Choose(With(0.511)).Rejected);
    }

    [Fact]
    public void The_first_is_the_first_that_is_clear_enough_whatever_else_there_is()
    {
        Scene[] found = [
            One with { Id = "z", CloudCover = 11 }, One with { Id = "y", CloudyShare = 0.9, CloudCover = 10, Baseline = "02.14" }, One];
        var choice = Choose(found, """{"selection":"first"}""");
        Assert.Equal(["y"], Taken(choice));
        Assert.Equal(("too-cloudy", "not-the-first: y"), (Why(choice, "z"), Why(choice, One.Id)));
    }

    [Fact]
    public void All_takes_every_capture_and_maxScenes_ends_the_list()
    {
        Scene[] found = [.. Enumerable.Range(0, 5).Select(i => One with { Id = $"{i}", Acquisition = $"{i}" })];
        Assert.Equal(5, Choose(found, """{"selection":"all"}""").Taken.Count);
        var three = Choose(found, """{"selection":"all","maxScenes":3}""");
        Assert.Equal(3, three.Taken.Count);
        Assert.Equal([("1", "beyond-max-scenes"), ("0", "beyond-max-scenes")], three.Rejected.Select(p => (p.SceneId, p.Reason)));
    }

    [Fact]
    public void Padded_and_unpadded_zones_are_one_tile() // fault 15
    {
        Assert.True(SceneId.TryTile("S2A_1KAB_20200717_0_L2A", out var unpadded));
        Assert.True(SceneId.TryTile("S2A_T01KAB_20200717T220614_L2A", out var padded));
        Assert.Equal(("01KAB", "01KAB"), ($"{unpadded}", $"{padded}"));
    }

    [Fact]
    public void Where_the_newest_processing_cannot_be_read_the_one_before_is_taken() // fault 8: S2B_35UNT_20190914
    {
        static string Item(int sequence, string baseline, string folder) => $$$"""
            {"id":"S2B_35UNT_20190914_{{{sequence}}}_L2A","properties":{"datetime":"2019-09-14T09:27:10Z","s2:processing_baseline":"{{{baseline}}}","s2:datatake_id":"GS2B_20190914T092029_013188_N{{{baseline}}}"},
             "assets":{"red":{"href":"{{{folder}}}/B04.tif"},"nir":{"href":"{{{folder}}}/B08.tif"},"scl":{"href":"{{{folder}}}/SCL.tif"} } }
            """;
        var read = new[] {
            Item(0, "02.13", "https://sentinel-cogs.s3.us-west-2.amazonaws.com/0"), Item(1, "05.00", "s3://sentinel-s2-l2a/1") }
            .Select(item => StacItemReader.Read(JsonDocument.Parse(item).RootElement, "earth-search", NdviScene.Bands)).ToList();
        Assert.Equal(["S2B_35UNT_20190914_0_L2A"], Taken(Choose(read.Where(r => r.Scene is not null).Select(r => r.Scene!))));
        Assert.Equal(new UnreadableItem("S2B_35UNT_20190914_1_L2A", "missing-asset", "35UNT"), read[1].Unreadable);
    }

    [Theory]
    [InlineData(
        """{"s2:datatake_id":"GS2A_20200305T103021_024558_N02.14","s2:datastrip_id":"S2A_OPER_MSI_L2A_DS_SGS__20200305T132101_S20200305T103210_N02.14"}""", "S2A_20200305T103021")]
    [InlineData("""{"s2:datatake_id":"GS2A_20200305T103021_024558_N05.00"}""", "S2A_20200305T103021")]
    [InlineData("""{"s2:product_uri":"S2A_MSIL2A_20200305T103021_N0500_R108_T32TMT_20230630T022413.SAFE"}""", "S2A_20200305T103021")]
    [InlineData("""{"sentinel:product_id":"S2B_MSIL2A_20220107T063239_N0301_R077_T42TUM_20220107T084202"}""", "S2B_20220107T063239")]
    [InlineData("""{"s2:datastrip_id":"S2A_OPER_MSI_L2A_DS_S2RP_20230630T022413_S20200305T103210_N05.00"}""", "S2A_20200305T103210")]
    [InlineData("""{"s2:datatake_id":"none","s2:datastrip_id":7}""", null)]
    public void A_capture_is_known_by_its_datatake_whoever_processed_it(string properties, string? acquisition)
    {
        using var item = JsonDocument.Parse($$$"""
            {"id":"S2A_32TMT_20200305_1_L2A","properties":{{{properties[..^1]}}},"datetime":"2020-03-05T10:37:41Z","s2:processing_baseline":"05.00"},
             "assets":{"red":{"href":"https://example.org/1"},"nir":{"href":"https://example.org/2"},"scl":{"href":"https://example.org/3"} } }
            """);
        Assert.Equal(acquisition, StacItemReader.Read(item.RootElement, "earth-search", NdviScene.Bands).Scene!.Acquisition);
    }
}
