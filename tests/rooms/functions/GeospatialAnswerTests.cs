using Amazon.Runtime;
using Vegetation.Core.Work;
using Vegetation.Functions.Catalogs;
using Vegetation.Functions.Catalogs.Geospatial;
using static Vegetation.Tests.Functions.GeospatialServer;

namespace Vegetation.Tests.Functions;

/// <summary>Answers of SageMaker geospatial that are asked for again, refused or read.</summary>
public sealed class GeospatialAnswerTests
{
    [Theory]
    [InlineData(429, "ThrottlingException")]
    [InlineData(500, "InternalServerException")]
    public async Task What_may_pass_is_asked_again(int status, string type)
    {
        await using var server = await Start(
            (n, _) => n == 1 ? (status, Error(type, "slowly")) : (200, Page([Item("S2A_15TUH_20221230_0_L2A")])));
        Assert.Single(Assert.Single((await Search(Config(server))).Pages).Scenes);
        Assert.Equal(2, server.Asked.Count);
    }

    [Theory]
    [InlineData(403, "ExpiredTokenException")]
    [InlineData(403, "AccessDeniedException")]
    [InlineData(400, "ValidationException")]
    [InlineData(404, "ResourceNotFoundException")]
    public async Task A_refusal_is_said_and_the_next_catalog_serves(int status, string type)
    {
        await using var server = await Start((_, _) => (status, Error(type, "as it is")));
        await using var other = await ScriptedCatalog.Start((_, _, _) => (200, ScriptedCatalog.Page([])));
        var (result, _) = await Search(Config(server), $",\"catalogs\":[\"sagemaker-geospatial\",\"{other.Address}\"]");
        Assert.Equal([new CatalogSwitch("sagemaker-geospatial", 1, $"it answered {status} {type}: as it is")], result.Summary.Switched);
        Assert.Equal(other.Address, result.Summary.Catalog);
        Assert.Single(server.Asked);
    }

    [Theory]
    [InlineData("<html>", "not valid JSON")]
    [InlineData("{}", "no list of Items")]
    [InlineData("""{"ApproximateResultCount":1,"Items":"none"}""", "no list of Items")]
    [InlineData("[]", "no list of Items")]
    [InlineData("""{"ApproximateResultCount":1,"Items":[],"NextToken":"\ud800"}""", "NextToken cannot be read")]
    public async Task An_answer_of_another_kind_is_refused(string answer, string said)
    {
        await using var server = await Start((_, _) => (200, answer));
        Assert.Contains(said, await Failure(Config(server)), StringComparison.Ordinal);
    }

    [Theory] // of the answer's fields the service model requires the count alone
    [InlineData("""{"ApproximateResultCount":0}""")]
    [InlineData("""{"ApproximateResultCount":0,"Items":null,"NextToken":null}""")]
    public async Task An_answer_without_items_has_none(string answer)
    {
        await using var server = await Start((_, _) => (200, answer));
        Assert.Empty(Assert.Single((await Search(Config(server))).Pages).Scenes);
    }

    [Fact]
    public async Task An_answer_without_end_is_not_held()
    {
        await using var server = await ScriptedCatalog.Start(async (_, _, context) =>
        {
            for (var i = 0; i < 40 && !context.RequestAborted.IsCancellationRequested; i++)
                await context.Response.Body.WriteAsync(new byte[1 << 20], context.RequestAborted);
        });
        Assert.Contains("larger than 32 MB", await Failure(Config(server, retries: 0)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_that_comes_back_is_noticed() // fault 2
    {
        await using var server = await Start((n, _) => (200, Page([Item($"S2A_15TUH_202212{10 + n}_0_L2A")], n % 2 == 0 ? "even" : "odd")));
        Assert.Contains("page 3: its next link leads back", await Failure(Config(server)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_credentials_or_network_it_is_said_so()
    {
        await using var server = await Start((_, _) => (200, Page([])));
        Assert.Contains(
            "it cannot be queried: no one is signed in", await Failure(Config(server, new NoCredentials())), StringComparison.Ordinal);
        Assert.Empty(server.Asked);
        var nowhere = new GeospatialConfig { ServiceURL = "http://127.0.0.1:9", DefaultAWSCredentials = Credentials, MaxErrorRetry = 0 };
        Assert.Contains("it cannot be reached", await Failure(nowhere), StringComparison.Ordinal);
    }

    sealed class NoCredentials : AWSCredentials
    {
        public override ImmutableCredentials GetCredentials() => throw new AmazonClientException("no one is signed in");
    }
}
