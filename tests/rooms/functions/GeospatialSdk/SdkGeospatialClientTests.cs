using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Amazon.SageMakerGeospatial;
using Vegetation.Functions;
using Vegetation.Functions.Catalogs;
using Vegetation.Functions.Catalogs.Geospatial;
using Vegetation.Functions.Catalogs.GeospatialSdk;
using static Vegetation.Tests.Functions.GeospatialServer;

namespace Vegetation.Tests.Functions;

/// <summary>AWS's client of SageMaker geospatial, against shapes of its names: whatever our own client finds, it finds.</summary>
public sealed class SdkGeospatialClientTests
{
    const string Id = "S2A_15TUH_20221230_0_L2A";

    static (GeospatialPost Ours, GeospatialPost Sdk) Clients(ScriptedCatalog server)
    {
        var config = Config(server, retries: 0);
        return (new GeospatialClient(config).Post, new SdkGeospatialClient(new AmazonSageMakerGeospatialConfig {
            ServiceURL = config.ServiceURL, DefaultAWSCredentials = config.DefaultAWSCredentials }).Post);
    }

    /// <summary>The pages of both as the bucket would keep them.</summary>
    static async Task<(string Ours, string Sdk)> Pages(ScriptedCatalog server, string fields = "")
    {
        var (ours, sdk) = Clients(server);
        return (Text(await SearchedPages.Of(Request(fields), ours)), Text(await SearchedPages.Of(Request(fields), sdk)));

        static string Text(SearchedPages found) =>
            string.Join('\n', found.Pages.Select(page => JsonSerializer.Serialize(page, FunctionsJson.Default.SearchPage)));
    }

    [Theory]
    [InlineData("")]
    [InlineData(",\"area\":[170,-20,-170,-10],\"maxCloudCover\":12.5")]
    public async Task The_query_is_the_same(string fields)
    {
        await using var server = await Start((n, _) => (200, n % 2 == 1 ? Page([], "zwei/+=") : Page([])));
        await Pages(server, fields);
        var asked = server.Asked.Select(body => JsonNode.Parse(body)).ToList();
        Assert.Equal(4, asked.Count);
        Assert.True(JsonNode.DeepEquals(asked[0], asked[2]), asked[2]!.ToJsonString());
        Assert.True(JsonNode.DeepEquals(asked[1], asked[3]), asked[3]!.ToJsonString());
        Assert.Equal("zwei/+=", (string?)asked[3]!["NextToken"]);
    }

    [Theory]
    [InlineData("1672420912.469")]
    [InlineData("\"2022-12-30T17:21:52.469000+00:00\"")]
    [InlineData("\"2022-12-30T19:21:52.469+02:00\"")]
    public async Task Items_and_their_times_are_the_same(string dateTime)
    {
        await using var server = await Start((_, _) => (200, Page([Item(Id, dateTime, 62.5)])));
        var (ours, sdk) = await Pages(server);
        Assert.Equal(ours, sdk);
        Assert.Contains("17:21:52.469", sdk, StringComparison.Ordinal);
        Assert.Contains("62.5", sdk, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_share_of_clouds_keeps_the_digits_that_it_was_sent_with()
    {
        await using var server = await Start((_, _) => (200, Page([Item(Id, cloud: 62.38497)])));
        var (ours, sdk) = await Pages(server);
        Assert.Equal(ours, sdk);
    }

    [SharedDataFact("sagemaker_geospatial")]
    public async Task The_recorded_item_is_read_alike()
    {
        var item = JsonNode.Parse(
            await File.ReadAllTextAsync(SharedData.File("sagemaker_geospatial/response_item_iowa_20221230.json")!))!.AsObject();
        var folder = ((string)item["Assets"]!["blue"]!["Href"]!).Replace("B02.tif", "", StringComparison.Ordinal);
        foreach (var (key, file) in new[] { ("red", "B04.tif"), ("nir", "B08.tif"), ("scl", "SCL.tif") })
            item["Assets"]![key] = new JsonObject { ["Href"] = folder + file };
        item["Properties"]!["EoCloudCover"] = (float)(double)item["Properties"]!["EoCloudCover"]!; // the package's type
        var page = Page([item]);
        await using var server = await Start((_, _) => (200, page));
        var (ours, sdk) = await Pages(server);
        Assert.Equal(ours, sdk);
        Assert.Contains((string)item["Id"]!, sdk, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fields_that_are_missing_are_missing_in_both()
    {
        JsonObject Without(string field)
        {
            var item = Item(Id);
            item.Remove(field);
            return item;
        }
        var bare = Item(Id);
        (bare["Properties"], bare["Geometry"], bare["Assets"]!["red"]) = (new JsonObject(), new JsonObject(), new JsonObject());
        var page = Page([.. new[] { "Id", "DateTime", "Properties", "Geometry", "Assets" }.Select(Without), bare]);
        await using var server = await Start((_, _) => (200, page));
        var (ours, sdk) = await Pages(server);
        Assert.Equal(ours, sdk);
        Assert.Contains("missing-asset", sdk, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"ApproximateResultCount":0}""")]
    [InlineData("""{"ApproximateResultCount":0,"Items":null,"NextToken":null}""")]
    public async Task An_answer_without_items_is_none(string answer)
    {
        await using var server = await Start((_, _) => (200, answer));
        var (ours, sdk) = await Pages(server);
        Assert.Equal(ours, sdk);
    }

    [Theory]
    [InlineData(403, "AccessDeniedException")]
    [InlineData(400, "ValidationException")]
    [InlineData(404, "ResourceNotFoundException")]
    [InlineData(429, "ThrottlingException")]
    public async Task Errors_have_the_same_names_and_words(int status, string type)
    {
        await using var server = await Start((_, _) => (status, Error(type, "as it is")));
        var (ours, sdk) = Clients(server);
        var (first, second) = (await Failure(ours), await Failure(sdk));
        Assert.Equal(first, second);
        Assert.Contains($"it answered {status} {type}: as it is", second, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("<html>")]
    [InlineData("""{"ApproximateResultCount":1,"Items":[{"DateTime":"yesterday"}]}""")]
    public async Task An_answer_that_is_none_makes_the_catalog_unavailable(string answer)
    {
        await using var server = await Start((_, _) => (200, answer));
        Assert.Contains("sagemaker-geospatial", await Failure(Clients(server).Sdk), StringComparison.Ordinal);
    }

    static async Task<string> Failure(GeospatialPost post) =>
        (await Assert.ThrowsAsync<CatalogUnavailableException>(() => SearchedPages.Of(Request(), post))).Message;

    [Fact]
    public void Nothing_of_it_is_in_a_build_that_does_not_ask_for_it()
    {
        Assert.DoesNotContain(
            typeof(FunctionSet).Assembly.GetTypes(), type => type.Namespace == typeof(SdkGeospatialClient).Namespace);
        var import = XDocument.Load(Path.Combine(Repository.Root, "functions", "Functions.csproj")).Descendants("Import")
            .Single(element => element.Attribute("Project")!.Value.EndsWith("GeospatialSdk.props", StringComparison.Ordinal));
        Assert.Equal("'$(GeospatialSdk)' == 'true'", import.Attribute("Condition")!.Value);
    }
}
