using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Amazon.Runtime;
using Microsoft.AspNetCore.Http;
using Vegetation.Core.Requests;
using Vegetation.Core.Scenes;
using Vegetation.Core.Work;
using Vegetation.Functions.Catalogs;
using Vegetation.Functions.Catalogs.Geospatial;
using Vegetation.Functions.Searching;
using static Vegetation.Tests.Functions.GeospatialServer;

namespace Vegetation.Tests.Functions;

/// <summary>What SageMaker geospatial is asked, and which of its items become scenes.</summary>
public sealed class GeospatialCatalogTests
{
    [Fact]
    public void The_verifier_agrees_with_the_signature_that_AWS_publishes() // "get-vanilla" of AWS's test suite
    {
        var signature = SignatureV4.Of(
            "GET", "/", "", [("host", "example.amazonaws.com"), ("x-amz-date", "20150830T123600Z")], "", "20150830T123600Z",
            new("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"), "service", "us-east-1");
        Assert.Equal("5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31", signature);
    }

    [Fact]
    public async Task Every_page_is_signed_and_the_items_of_the_last_one_count()
    {
        var objections = new ConcurrentQueue<string>();
        await using var server = await Start((n, _) => (200, n switch
        {
            1 => Page([Item("S2A_15TUH_20221230_0_L2A")], "zwei/+="),
            2 => Page([], "drei"),
            _ => Page([Item("S2B_15TUH_20221228_0_L2A", "\"2022-12-28T17:21:52Z\"")]),
        }), objections);
        var (result, _) = await Search(Config(server));
        Assert.Empty(objections);
        Assert.Equal(["S2A_15TUH_20221230_0_L2A", "S2B_15TUH_20221228_0_L2A"], result.Found.Select(s => s.Id));
        var asked = server.Asked.Select(body => JsonNode.Parse(body)!.AsObject()).ToList();
        Assert.Equal([null, "zwei/+=", "drei"], asked.Select(body => (string?)body["NextToken"]));
        foreach (var body in asked.Skip(1)) body.Remove("NextToken");
        Assert.All(asked, body => Assert.True(JsonNode.DeepEquals(asked[0], body)));
    }

    [Theory]
    [InlineData("another key", "AKIDOTHER", "a secret/with+signs", "a session token/with=signs", "credential")]
    [InlineData("another secret", "AKIDLOCAL", "another", "a session token/with=signs", "signature")]
    [InlineData("another token", "AKIDLOCAL", "a secret/with+signs", "another", "session token")]
    public async Task A_wrong_signature_is_refused_by_the_server_of_these_tests(
        string name, string id, string secret, string token, string objection)
    {
        _ = name;
        await using var server = await Start((_, _) => (200, Page([])));
        Assert.Contains(
            $"403 InvalidSignatureException: {objection}", await Failure(Config(server, new SessionAWSCredentials(id, secret, token))),
            StringComparison.Ordinal);
        Assert.Single(server.Asked);
    }

    [Fact]
    public async Task The_query_is_the_service_models()
    {
        var paths = new ConcurrentQueue<string>();
        await using var server = await ScriptedCatalog.Start((_, _, context) =>
        {
            paths.Enqueue($"{context.Request.Method} {context.Request.Path} {context.Request.ContentType}");
            return context.Response.WriteAsync(Page([]));
        });
        await Search(Config(server));
        await Search(Config(server), ",\"area\":[170,-20,-170,-10]");
        Assert.Equal(Enumerable.Repeat("POST /search-raster-data-collection application/json", 2), paths);
        var (one, two) = (JsonNode.Parse(server.Asked.First())!, JsonNode.Parse(server.Asked.Last())!);
        Assert.True(JsonNode.DeepEquals(one, JsonNode.Parse("""
            {"Arn":"arn:aws:sagemaker-geospatial:us-west-2:378778860802:raster-data-collection/public/nmqj48dcu3g7ayw8",
             "RasterDataCollectionQuery":{
               "TimeRangeFilter":{"StartTime":1672012800,"EndTime":1672617600},
               "AreaOfInterest":{"AreaOfInterestGeometry":{"PolygonGeometry":{"Coordinates":[[[-96,42],[-94,42],[-94,44],[-96,44],[-96,42]]]}}}}}
            """)), one.ToJsonString());
        var both = two["RasterDataCollectionQuery"]!["AreaOfInterest"]!["AreaOfInterestGeometry"]!["MultiPolygonGeometry"]!["Coordinates"]!;
        Assert.Equal([170, -180], both.AsArray().Select(polygon => (double)polygon![0]![0]![0]!));
    }

    [Theory]
    [InlineData("1672420912.469")]
    [InlineData("\"2022-12-30T17:21:52.469000+00:00\"")]
    public async Task An_item_becomes_a_scene_whose_own_item_says_the_rest(string dateTime)
    {
        const string id = "S2A_15TUH_20221230_0_L2A";
        await using var server = await Start((_, _) => (200, Page([Item(id, dateTime, 62.384969)])));
        var scene = Assert.Single(Assert.Single((await Search(Config(server))).Pages).Scenes);
        Assert.Equal(
            (id, "15TUH", 32615, "sentinel-2-l2a", "sagemaker-geospatial"),
            (scene.Id, scene.Tile, scene.Epsg, scene.Collection, scene.Catalog));
        Assert.Equal(new DateTimeOffset(2022, 12, 30, 17, 21, 52, 469, TimeSpan.Zero), scene.Sensed);
        Assert.Equal(
            ($"{Folder(id)}/B04.tif", $"{Folder(id)}/B08.tif", $"{Folder(id)}/SCL.tif"), (scene.Red.Href, scene.Nir.Href, scene.Scl.Href));
        Assert.Equal(
            (null, null, null, $"{Folder(id)}/{id}.json"), (scene.Baseline, scene.OffsetApplied, scene.DeclaredOffset, scene.ItemHref));
        Assert.Equal((62.384969, 0.62384969), (scene.CloudCover!.Value, scene.CloudyShare));
        Assert.Equal([-95.5, 42.3, -94.1, 43.3], scene.Bounds!);
    }

    [SharedDataFact("sagemaker_geospatial")]
    public async Task The_recorded_item_is_read_once_the_files_that_its_print_left_out_are_there()
    {
        var recorded = JsonNode.Parse(
            await File.ReadAllTextAsync(SharedData.File("sagemaker_geospatial/response_item_iowa_20221230.json")!))!.AsObject();
        var whole = recorded.DeepClone().AsObject();
        var folder = ((string)recorded["Assets"]!["blue"]!["Href"]!).Replace("B02.tif", "", StringComparison.Ordinal);
        foreach (var (key, file) in new[] { ("red", "B04.tif"), ("nir", "B08.tif"), ("scl", "SCL.tif") })
            whole["Assets"]![key] = new JsonObject { ["Href"] = folder + file };
        await using var server = await Start((_, _) => (200, Page([recorded, whole])));
        var (result, pages) = await Search(Config(server));
        var scene = Assert.Single(pages.SelectMany(p => p.Scenes));
        Assert.Equal(((string)recorded["Id"]!, (double)recorded["Properties"]!["EoCloudCover"]!), (scene.Id, scene.CloudCover));
        Assert.Equal($"{folder}{scene.Id}.json", scene.ItemHref);
        Assert.Equal("missing-asset", Assert.Single(result.Unreadable).Reason);
    }

    [Fact]
    public async Task What_was_not_asked_for_is_left_out_and_what_is_no_scene_is_named() // faults 3, 14, 17
    {
        const string id = "S2A_15TUH_20221230_0_L2A";
        JsonObject With(string field, JsonNode? value)
        {
            var item = Item(id);
            item[field] = value;
            return item;
        }
        await using var server = await Start((_, _) => (200, Page(
        [
            Item(id), Item(id, "1672617600"), Item(id, cloud: 71), // the end of the window no longer counts
            // not where its tile is: the tile counts
            With("Geometry", JsonNode.Parse("""{"Coordinates":[[[3,43],[4,43],[4,44],[3,43]]]}""")),
            // may be anywhere: kept
            With("Geometry", JsonNode.Parse("""{"Coordinates":[[[-179.9,43],[179.9,43],[179.9,44],[-179.9,43]]]}""")),
            With("Geometry", null), With("Properties", null),
            With("Id", "../../S2A_15TUH_20221230_0_L2A"), With("Id", 5), With("DateTime", "yesterday"), With("DateTime", 1e300),
            With("Assets", "none"),
            Item(id, folder: "https://example.org/S2A_15TUH_20221231_0_L2A"), Item(id, folder: "s3://sentinel-s2-l2a"),
            Item(id, folder: Folder(id).Replace("https://", "https://user:word@", StringComparison.Ordinal)),
            Item(id, folder: $"{Folder(id)}/B04.tif?X-Amz-Signature=1&"),
        ])));
        var (result, _) = await Search(Config(server));
        Assert.Equal(6, result.Found.Count); // clouds are left to the choice
        Assert.Equal("outside-the-window 1", string.Join(", ", result.Summary.LeftOut.Select(l => $"{l.Key} {l.Value}")));
        Assert.Equal(
            ["id", "id", "datetime", "datetime", "json", "assets-of-another-scene", "missing-asset", "missing-asset", "missing-asset"],
            result.Unreadable.Select(u => u.Reason));
    }

    [Fact]
    public void It_is_asked_where_it_is()
    {
        var endpoint = new GeospatialConfig().DetermineServiceOperationEndpoint(null!);
        Assert.Equal("https://sagemaker-geospatial.us-west-2.amazonaws.com", endpoint.URL.TrimEnd('/'));
    }
}
