using System.Collections.Concurrent;
using System.Net.Http.Headers;
using Amazon.Runtime;
using Amazon.S3;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Vegetation.Core.Scenes;
using Vegetation.Functions.Storage;
using Vegetation.Local.Cloud;
using Vegetation.Local.Processes;

namespace Vegetation.Tests.Functions;

/// <summary>
/// What is written through a server that refuses or breaks off the first upload of every object and part, before or after it was kept.
/// </summary>
public sealed class UploadRetryTests(EmbeddedS3 s3) : IClassFixture<EmbeddedS3>
{
    static readonly Scene[] Scenes = [.. new[] { "33UXP", "33UWP", "33UVP", "33TWN", "33TXN" }.Select(tile => RunOnS3.Scene(tile))];

    [Fact]
    public async Task Uploads_that_fail_at_first_leave_the_same_plan()
    {
        const string name = "uploads";
        var failures = new ConcurrentDictionary<string, string>();
        await using var failing = await Failing(failures);
        using var client = Client(failing.Address);
        var run = await RunOnS3.WithScenes(new ObjectStore(client, s3.Store.Bucket), name, Scenes, """{"jobs":3}""");
        var (plan, bytes) = (await run.Plan(), await Bytes(run));
        Assert.Equal(1 + 1 + 5 + 1 + 3 + 1, failures.Count); // request, search page, units, choice, manifests, size
        Assert.Equal(["500", "503", "reset after", "reset before"], failures.Values.Distinct().Order());

        foreach (var stored in await s3.Store.List(run.Keys.Root, default)) await s3.Delete(stored.Key);
        var undisturbed = await RunOnS3.WithScenes(s3.Store, name, Scenes, """{"jobs":3}""");
        Assert.Equal((await undisturbed.Plan()).PlanDigest, plan.PlanDigest);
        Assert.Equal(await Bytes(undisturbed), bytes);
    }

    [Fact]
    public async Task A_large_object_comes_whole_though_each_of_its_parts_fails_at_first()
    {
        var failures = new ConcurrentDictionary<string, string>();
        await using var failing = await Failing(failures);
        using var client = Client(failing.Address);
        var content = new byte[(15 << 20) + 1];
        new Random(4).NextBytes(content);
        await new ObjectStore(client, s3.Store.Bucket).Put("large/parts", content, "application/octet-stream", default);
        Assert.Equal(4, failures.Count);
        Assert.Equal(content, await s3.Store.Get("large/parts", default));
    }

    Task<LoopbackServer> Failing(ConcurrentDictionary<string, string> failures) =>
        LoopbackServer.Start(app => app.Run(context => Pass(context, failures)), 0, CancellationToken.None);

    async Task<string[]> Bytes(RunOnS3 run) => await Task.WhenAll((await s3.Store.List(run.Keys.Root, default))
        .Select(async o => o.Key + Convert.ToHexString(await s3.Store.Get(o.Key, default))));

    AmazonS3Client Client(Uri address) =>
        new(new BasicAWSCredentials(s3.Environment["AWS_ACCESS_KEY_ID"], S3Server.SecretKey), new AmazonS3Config
    {
        ServiceURL = address.ToString(), ForcePathStyle = true, AuthenticationRegion = "us-west-2",
    });

    /// <summary>Hands a request on to the embedded server, but for the first upload of each object or part.</summary>
    async Task Pass(HttpContext context, ConcurrentDictionary<string, string> failures)
    {
        var failure = failures.Count switch { var n when n % 4 == 0 => "503", var n when n % 4 == 1 =>
            "reset before", var n when n % 4 == 2 => "500", _ => "reset after" };
        var fails = HttpMethods.IsPut(context.Request.Method)
            && failures.TryAdd(context.Request.Path + context.Request.QueryString, failure);
        if (fails && failure == "reset before") context.Abort();
        else if (fails && failure != "reset after") await Refuse(context, int.Parse(failure));
        else await HandOn(context, answer: !fails);
    }

    static async Task Refuse(HttpContext context, int status)
    {
        await context.Request.Body.CopyToAsync(Stream.Null);
        context.Response.StatusCode = status;
        await context.Response.WriteAsync(
            $"<Error><Code>{(status == 503 ? "SlowDown" : "InternalError")}</Code><Message>again</Message></Error>");
    }

    async Task HandOn(HttpContext context, bool answer)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(
            new HttpMethod(context.Request.Method), new Uri(s3.Address, context.Request.Path + context.Request.QueryString));
        if (context.Request.ContentLength is not null) request.Content = new StreamContent(context.Request.Body);
        foreach (var (field, value) in context.Request.Headers)
            if (!request.Headers.TryAddWithoutValidation(field, value.AsEnumerable()))
                request.Content?.Headers.TryAddWithoutValidation(field, value.AsEnumerable());
        using var response = await http.SendAsync(request);
        if (!answer)
        {
            context.Abort();
            return;
        }
        context.Response.StatusCode = (int)response.StatusCode;
        Copy(response.Headers, context);
        Copy(response.Content.Headers, context);
        context.Response.Headers.Remove("transfer-encoding");
        await response.Content.CopyToAsync(context.Response.Body);
    }

    static void Copy(HttpHeaders headers, HttpContext context)
    {
        foreach (var (field, values) in headers) context.Response.Headers[field] = values.ToArray();
    }
}
