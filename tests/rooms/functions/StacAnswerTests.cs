using System.IO.Compression;
using Microsoft.AspNetCore.Http;
using Vegetation.Functions.Catalogs;
using Vegetation.Functions.Searching;
using static Vegetation.Tests.Functions.StacPages;

namespace Vegetation.Tests.Functions;

/// <summary>Answers of a STAC API that are asked for again, refused or read.</summary>
public sealed class StacAnswerTests
{
    [Theory]
    [InlineData(429, 2)]
    [InlineData(408, 2)]
    [InlineData(400, 1)]
    [InlineData(301, 1)]
    public async Task Only_what_may_pass_is_asked_again(int status, int times)
    {
        await using var server = await ScriptedCatalog.Start((n, _, _) => n == 1 ? (status, "") : (200, OnePage));
        var failed = await Record.ExceptionAsync(() => First(server)) is CatalogUnavailableException;
        Assert.Equal((times, times == 1), (server.Asked.Count, failed));
        Assert.All(Limits(server), limit => Assert.Equal(100, limit));
    }

    [Fact]
    public async Task A_server_that_asks_for_a_pause_gets_it()
    {
        await using var server = await ScriptedCatalog.Start((_, _, context) =>
        {
            context.Response.StatusCode = 429;
            context.Response.Headers.RetryAfter = "3600";
            return Task.CompletedTask;
        });
        using var end = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        var catalog = Catalog(server.Address);
        var error = await Assert.ThrowsAsync<CatalogUnavailableException>(() => catalog.Page(catalog.First(Request()), end.Token));
        Assert.Equal("it answered 429 Too Many Requests, and there is no time to retry", error.Problem);
        Assert.Single(server.Asked);
    }

    [Fact]
    public async Task A_server_that_stalls_is_asked_again_for_less()
    {
        await using var server = await ScriptedCatalog.Start(async (n, _, context) =>
        {
            if (n == 1) await Task.Delay(Timeout.Infinite, context.RequestAborted);
            else await context.Response.WriteAsync(OnePage);
        });
        using var http = CatalogDirectory.Http();
        http.Timeout = TimeSpan.FromSeconds(0.3);
        Assert.Single((await First(server, http)).Scenes);
        Assert.Equal([100, 50], Limits(server).Take(2));
    }

    [Theory]
    [InlineData("text/html; charset=no-such")]
    [InlineData("no type at all")]
    public async Task A_refusal_of_any_content_type_is_one(string type)
    {
        await using var server = await ScriptedCatalog.Start((n, _, context) =>
        {
            context.Response.ContentType = type;
            context.Response.StatusCode = n == 1 ? 503 : 403;
            return context.Response.WriteAsync("not now");
        });
        Assert.Equal("it answered 403 Forbidden: not now", await Failure(server));
        Assert.Equal(2, server.Asked.Count);
    }

    [Fact]
    public async Task A_body_that_breaks_off_is_asked_for_again()
    {
        await using var server = await ScriptedCatalog.Start((n, _, context) =>
        {
            if (n > 1) return context.Response.WriteAsync(OnePage);
            context.Response.ContentLength = OnePage.Length;
            return context.Response.WriteAsync(OnePage[..200]);
        });
        Assert.Single((await First(server)).Scenes);
        Assert.Equal(2, server.Asked.Count);
    }

    public static TheoryData<string, string, string> Bombs => new()
    {
        { "100 MB of nothing", "larger than 32 MB", "" },
        { "brackets that nobody closes", "not valid JSON", ScriptedCatalog.Page([new string('[', 100_000)]) },
        { "features twice", "not valid JSON", """{"features":[],"features":[]}""" },
        { "features of another kind", "no list of features", """{"features":{"id":1}}""" },
        { "something beside the items", "its list of items cannot be read", """{"features":[{},,{}]}""" },
        { "more items than asked for", "expected at most 100", ScriptedCatalog.Page(Enumerable.Repeat("{}", 101)) },
        { "links of 1 MB", "its links have", ScriptedCatalog.Page([], $"\"{new string('x', 1 << 20)}\"") },
        { "cut short", "not valid JSON", OnePage[..300] },
    };

    [Theory]
    [MemberData(nameof(Bombs))]
    public async Task What_cannot_be_held_or_read_is_refused(string name, string problem, string answer) // fault 17
    {
        _ = name;
        await using var server = await ScriptedCatalog.Start(async (_, _, context) =>
        {
            if (answer.Length > 0)
            {
                await context.Response.WriteAsync(answer);
                return;
            }
            context.Response.Headers.ContentEncoding = "gzip"; // a hundred kilobytes on the wire
            await using var gzip = new GZipStream(context.Response.Body, CompressionLevel.Fastest);
            for (var i = 0; i < 100; i++) await gzip.WriteAsync(new byte[1 << 20], context.RequestAborted);
        });
        Assert.Contains(problem, await Failure(server), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\uFEFF", "a byte order mark")]
    [InlineData("", "percentages as texts")]
    public async Task What_can_be_read_is_read(string before, string name)
    {
        _ = name;
        var answer = before + OnePage.Replace("\"eo:cloud_cover\":5", "\"eo:cloud_cover\":\"5.5\"", StringComparison.Ordinal);
        await using var server = await ScriptedCatalog.Start((_, _, _) => (200, answer));
        Assert.Equal(5.5, Assert.Single((await First(server)).Scenes).CloudCover);
    }
}
