using Amazon.S3.Model;
using Vegetation.Bench.Storage;
using Vegetation.Local;
using Vegetation.Local.Cloud;
using Vegetation.Local.Processes;
using Vegetation.Tests.Raster;

namespace Vegetation.Tests.Local;

/// <summary>What the bucket's server has on disk: whole objects or none, whatever ends it.</summary>
public sealed class ObjectFilesTests : IDisposable
{
    readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    string Objects => Path.Combine(folder.Path, "s3", "buckets", S3Server.Bucket, "objects");

    [Fact]
    public async Task Kills_under_load_lose_nothing_that_was_acknowledged_and_leave_no_half() // fault 38
    {
        var layout = Layout.Find();
        var node = await NodeRuntime.Find(layout.Root, default);
        var result = await S3Kills.Run(node.Program, layout.Script("s3.mjs"), Path.Combine(folder.Path, "s3"), rounds: 8, seed: 7);
        Assert.Equal((8, 0, 0, 0), (result.Kills, result.StartsFailed, result.Torn, result.Lost));
        Assert.True(result.Acknowledged > 8, $"{result}");
    }

    [Fact]
    public async Task A_write_that_was_cut_short_leaves_the_object_as_it_was()
    {
        await using (var server = await Start()) await Put(server, "a/k.json", "old");
        foreach (
            var left in new[] {
            "k.json.0123456789ab.data", "k.json.meta.json.new", "never.json.0123456789ab.data", "never.json.meta.json.new" })
            await File.WriteAllTextAsync(Path.Combine(Objects, "a", left), """{"key":"a/never.json""");
        await using var again = await Start();
        Assert.Equal("old", await Get(again, "a/k.json"));
        Assert.Equal(["a/k.json"], await Keys(again));
        Assert.Equal(2, Directory.GetFiles(Objects, "*", SearchOption.AllDirectories).Length);
    }

    public static TheoryData<string, Action<string>> Damages => new()
    {
        { "its description cannot be read", data => File.WriteAllText(MetaOf(data), """{"key":"b/har""") },
        { "its description cannot be read", data =>
            File.WriteAllText(MetaOf(data), File.ReadAllText(MetaOf(data)).Replace("b/ha", "b/Ha", StringComparison.Ordinal)) },
        { "its data is missing", File.Delete },
        { "it has 3 bytes; expected 6", data => File.WriteAllText(data, "dat") },
        { "its data is not what was written", data => File.WriteAllText(data, "dAta 6") },
    };

    [Theory]
    [MemberData(nameof(Damages))]
    public async Task Damage_is_dropped_with_a_line_that_names_the_object_and_the_others_are_served(string reason, Action<string> damage)
    {
        await using (var server = await Start())
        {
            await Put(server, "b/harmed", "data 6");
            await Put(server, "b/whole", "whole");
        }
        damage(Directory.GetFiles(Objects, "harmed.*.data", SearchOption.AllDirectories).Single());
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "s3", "running"), ""); // as a kill leaves it: MD5 is looked at
        await using (var again = await Start())
        {
            Assert.Equal(["b/whole"], await Keys(again));
            Assert.Equal("whole", await Get(again, "b/whole"));
        }
        var line = Assert.Single(
            await File.ReadAllLinesAsync(Path.Combine(folder.Path, "s3.log")), line =>
            line.StartsWith("s3: a damaged object is dropped: ", StringComparison.Ordinal));
        Assert.Contains("harmed", line, StringComparison.Ordinal);
        Assert.EndsWith(reason, line, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(Objects, "harmed*", SearchOption.AllDirectories));
        Assert.False(File.Exists(Path.Combine(folder.Path, "s3", "running")));
    }

    [Fact]
    public async Task A_folder_of_the_version_before_serves_on_without_its_unfinished_uploads()
    {
        Directory.CreateDirectory(Path.Combine(Objects, "runs"));
        await File.WriteAllTextAsync(Path.Combine(Objects, "..", ".bucket.json"), ""); // cut short, which ended the start
        await File.WriteAllTextAsync(Path.Combine(Objects, "runs", "k%3ay.json.data"), "{}");
        await File.WriteAllTextAsync(Path.Combine(Objects, "runs", "k%3ay.json.meta.json"),
            """{"key":"runs/k:y.json","contentType":"application/json","contentLength":2,"etag":"\"99914b932bd37a50b983c5e7c90ae93b\"","lastModified":"2026-11-23T06:00:00.000Z","metadata":{}}""");
        var upload = Directory.CreateDirectory(Path.Combine(folder.Path, "s3", "_multipart", "u1")).FullName;
        await File.WriteAllTextAsync(Path.Combine(upload, ".upload.json"), "{\"upl");
        await using var server = await Start();
        Assert.Equal("{}", await Get(server, "runs/k:y.json"));
        Assert.False(Directory.Exists(upload));
        await Put(server, "runs/k:y.json", "new");
        Assert.Equal("new", await Get(server, "runs/k:y.json"));
        Assert.Equal(2, Directory.GetFiles(Objects, "*", SearchOption.AllDirectories).Length);
    }

    [Fact]
    public async Task A_folder_of_many_objects_is_not_read_in_silence() // whoever waits for the server knows that it is alive
    {
        const int count = 2500;
        var records = Directory.CreateDirectory(Path.Combine(Objects, "records")).FullName;
        for (var i = 0; i < count; i++)
        {
            await File.WriteAllTextAsync(Path.Combine(records, $"{i}.data"), "");
            await File.WriteAllTextAsync(Path.Combine(records, $"{i}.meta.json"),
                $$"""{"key":"records/{{i}}","metadata":{},"contentLength":0,"etag":"","lastModified":"2026-11-23T06:00:00.000Z"}""");
        }
        await using var server = await Start();
        Assert.Equal(count, (await Keys(server)).Count);
        var said = await File.ReadAllLinesAsync(Path.Combine(folder.Path, "s3.log"));
        Assert.Equal(
            [1000, 2000], from line in said where line.StartsWith("{\"loaded\":", StringComparison.Ordinal) select int.Parse(line[10..^1]));
    }

    [Fact]
    public async Task A_file_among_the_buckets_does_not_end_the_start() // as file managers leave them
    {
        await (await Start()).DisposeAsync();
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "s3", "buckets", ".DS_Store"), "");
        await using var server = await Start();
        Assert.Empty(await Keys(server));
    }

    [Fact]
    public async Task A_description_that_the_file_system_refuses_is_named_in_a_line_and_kept()
    {
        await using (var server = await Start()) await Put(server, "b/kept", "whole");
        var meta = Path.Combine(Objects, "b", "kept.meta.json");
        File.Move(meta, meta + "-aside");
        File.CreateSymbolicLink(meta, meta); // cannot be opened, by root neither
        var problem = await Assert.ThrowsAsync<LocalException>(Start);
        Assert.Contains("ELOOP", problem.Message, StringComparison.Ordinal);
        Assert.Contains(meta, problem.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("\n", problem.Message, StringComparison.Ordinal);
        File.Move(meta + "-aside", meta, overwrite: true);
        await using var again = await Start();
        Assert.Equal("whole", await Get(again, "b/kept"));
    }

    [Theory]
    [InlineData("x/../../outside")]
    [InlineData("./here")]
    [InlineData("two//slashes")]
    public async Task Every_key_has_a_file_of_its_own_below_its_bucket(string key)
    {
        await using var server = await Start();
        await PutRaw(server, Uri.EscapeDataString(key));
        Assert.Equal([key], await Keys(server));
        Assert.All(
            Directory.GetFiles(folder.Path, "*.meta.json", SearchOption.AllDirectories), file =>
            Assert.StartsWith(Objects, Path.GetFullPath(file), StringComparison.Ordinal));
        await PutRaw(server, "two/slashes");
        Assert.Equal(2, (await Keys(server)).Count);
    }

    [Fact]
    public async Task A_list_in_pages_is_whole_and_in_the_order_of_S3()
    {
        await using var server = await Start();
        string[] keys = ["B", "C01", "C_1", "Z/a", "a", "a-b", "a/b", "z", "é"];
        foreach (var key in keys.Reverse()) await Put(server, key, key);
        Assert.Equal(keys, await Keys(server, pageOf: 1));
        Assert.Equal(keys, await Keys(server, pageOf: 4));
    }

    [Fact]
    public async Task A_PUT_with_a_condition_writes_only_where_that_holds_also_of_many_at_once()
    {
        await using var server = await Start();
        var first = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => TryPut(server, $"{i}", put => put.IfNoneMatch = "*")));
        Assert.Single(first, tag => tag is not null);
        var tag = first.Single(tag => tag is not null)!;
        var second = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => TryPut(server, $"again {i}", put => put.IfMatch = tag)));
        Assert.Single(second, tag => tag is not null);
        Assert.Null(await TryPut(server, "late", put => put.IfMatch = tag));
        Assert.StartsWith("again", await Get(server, "conditional"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_upload_in_parts_that_was_not_completed_leaves_nothing()
    {
        await using var server = await Start();
        var upload = await server.Client.InitiateMultipartUploadAsync(S3Server.Bucket, "large.tif");
        await server.Client.UploadPartAsync(new UploadPartRequest
        {
            BucketName = S3Server.Bucket, Key = "large.tif", UploadId = upload.UploadId, PartNumber = 1,
                InputStream = new MemoryStream(new byte[5 << 20]),
        });
        Assert.Empty(await Keys(server));
        Assert.Empty(Directory.GetFiles(Objects, "*", SearchOption.AllDirectories));
    }

    async Task<string?> TryPut(S3Server server, string body, Action<PutObjectRequest> condition)
    {
        var put = new PutObjectRequest { BucketName = S3Server.Bucket, Key = "conditional", ContentBody = body };
        condition(put);
        try { return (await server.Client.PutObjectAsync(put)).ETag; }
        catch (Amazon.S3.AmazonS3Exception e) when (e.StatusCode == System.Net.HttpStatusCode.PreconditionFailed) { return null; }
    }

    static async Task PutRaw(S3Server server, string escapedKey)
    {
        using var http = new HttpClient();
        http.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", $"AWS4-HMAC-SHA256 Credential={server.AccessKey}/any");
        using var body = new ByteArrayContent("raw"u8.ToArray()) { Headers = { ContentType = new("application/octet-stream") } };
        using var answer = await http.PutAsync(new Uri(server.Address, $"/{S3Server.Bucket}/{escapedKey}"), body);
        answer.EnsureSuccessStatusCode();
    }

    static Task Put(S3Server server, string key, string body) =>
        server.Client.PutObjectAsync(new() { BucketName = S3Server.Bucket, Key = key, ContentBody = body });

    static async Task<string> Get(S3Server server, string key)
    {
        using var answer = await server.Client.GetObjectAsync(S3Server.Bucket, key);
        return await new StreamReader(answer.ResponseStream).ReadToEndAsync();
    }

    static async Task<List<string>> Keys(S3Server server, int pageOf = 1000)
    {
        List<string> keys = [];
        string? token = null;
        do
        {
            var page = await server.Client.ListObjectsV2Async(
                new() { BucketName = S3Server.Bucket, MaxKeys = pageOf, ContinuationToken = token });
            keys.AddRange((page.S3Objects ?? []).Select(o => o.Key));
            token = page.NextContinuationToken;
        }
        while (token is not null);
        return keys;
    }

    static string MetaOf(string data) => $"{data[..^".0123456789ab.data".Length]}.meta.json";

    async Task<S3Server> Start()
    {
        var layout = Layout.Find();
        return await S3Server.Start(
            layout, await NodeRuntime.Find(layout.Root, default), Path.Combine(folder.Path, "s3"), folder.Path, default);
    }
}
