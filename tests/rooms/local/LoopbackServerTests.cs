using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Vegetation.Local.Cloud;
using Vegetation.Local.Processes;
using Vegetation.Tests.Raster;

namespace Vegetation.Tests.Local;

/// <summary>Who may ask the servers of a run: its own processes, and no page in a browser of this machine.</summary>
public sealed class LoopbackServerTests
{
    public static TheoryData<string, Action<HttpRequestMessage>, HttpStatusCode> Requests => new()
    {
        { "as it is", _ => { }, HttpStatusCode.OK },
        { "localhost", r => r.Headers.Host = $"localhost:{r.RequestUri!.Port}", HttpStatusCode.OK },
        { "a name that leads here", r => r.Headers.Host = $"evil.example:{r.RequestUri!.Port}", HttpStatusCode.Forbidden },
        { "another port", r => r.Headers.Host = "127.0.0.1:1", HttpStatusCode.Forbidden },
        { "a page", r => r.Headers.Add("Origin", "https://evil.example"), HttpStatusCode.Forbidden },
        { "a file in a browser", r => r.Headers.Add("Origin", "null"), HttpStatusCode.Forbidden },
        { "without the secret", r => r.RequestUri = new Uri(r.RequestUri!, "/hello"), HttpStatusCode.Forbidden },
        { "with another", r => r.RequestUri = new Uri(r.RequestUri!, $"/{new string('0', 32)}/hello"), HttpStatusCode.Forbidden },
    };

    [Theory]
    [MemberData(nameof(Requests))]
    public async Task A_request_is_answered_only_where_it_comes_from_this_run(
        string who, Action<HttpRequestMessage> change, HttpStatusCode status)
    {
        await using var server = await LoopbackServer.Start(app => app.MapGet("/hello", () => "hello"), 0, default, secret: true);
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(server.Address, "hello"));
        change(request);
        using var answer = await http.SendAsync(request);
        Assert.True(status == answer.StatusCode, $"{who}: {answer.StatusCode}");
    }

    [Theory]
    [InlineData("127.0.0.1", 80, true)] // as browsers send it
    [InlineData("localhost:80", 80, true)]
    [InlineData("127.0.0.1", 8080, false)]
    [InlineData("evil.example", 80, false)]
    public void A_host_without_a_port_is_that_of_port_80(string host, int port, bool isOurs)
    {
        var context = new DefaultHttpContext();
        context.Request.Host = new HostString(host);
        Assert.Equal(isOurs, LoopbackServer.IsOurs(context.Request, port));
    }

    [Fact]
    public async Task Tasks_are_taken_as_JSON_only_and_a_job_passes_on_none_but_the_variables_of_the_workflow()
    {
        using var folder = new TemporaryFolder();
        var template = Path.Combine(folder.Path, "template.json");
        await File.WriteAllTextAsync(template, """{"Resources":{}}""");
        await using var cloud = await LocalCloud.Start(LocalCloudOptions.Below(folder.Path) with { TemplateFile = template }, default);
        using var http = new HttpClient { BaseAddress = cloud.Tasks };
        const string job = """
            {"ProcessingJobName":"j","ProcessingResources":{"ClusterConfig":{"InstanceCount":1}},"ProcessingInputs":[],
             "ProcessingOutputConfig":{"Outputs":[]},"Environment":{"RUN_ID":"r","DOTNET_STARTUP_HOOKS":"/tmp/other.dll"}}
            """;
        using var asText = await http.PostAsync("processing-jobs", new StringContent(job, Encoding.UTF8, "text/plain"));
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, asText.StatusCode);
        using var asJson = await http.PostAsync("processing-jobs", new StringContent(job, Encoding.UTF8, "application/json"));
        Assert.Contains(
            "got DOTNET_STARTUP_HOOKS; expected RUN_ID or ATTEMPT", await asJson.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var strange = await http.PostAsync(
            new Uri(cloud.Tasks, "/processing-jobs"), new StringContent(job, Encoding.UTF8, "application/json"));
        Assert.Equal(HttpStatusCode.Forbidden, strange.StatusCode);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("AWS4-HMAC-SHA256 Credential=LOCALACCESSKEY/20261123/us-west-2/s3/aws4_request, SignedHeaders=host, Signature=0")]
    public async Task The_bucket_answers_nobody_without_its_access_key(string? authorization)
    {
        using var folder = new TemporaryFolder();
        var layout = Vegetation.Local.Layout.Find();
        await using var bucket = await S3Server.Start(
            layout, await NodeRuntime.Find(layout.Root, default), Path.Combine(folder.Path, "s3"), folder.Path, default);
        using var http = new HttpClient();
        if (authorization is not null) http.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", authorization);
        foreach (
            var (method, path) in new[] {
            ("GET", $"{S3Server.Bucket}?list-type=2"), ("PUT", $"{S3Server.Bucket}/k"), ("GET", "_fauxqs/queues"), ("POST", "") })
        {
            using var request = new HttpRequestMessage(
                new HttpMethod(method), new Uri(bucket.Address, path)) { Content = method == "GET" ? null : new ByteArrayContent([1]) };
            using var answer = await http.SendAsync(request);
            Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        }
    }
}
