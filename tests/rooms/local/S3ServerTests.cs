using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using Amazon.S3.Transfer;
using Vegetation.Local;
using Vegetation.Local.Cloud;
using Vegetation.Local.Processes;
using Vegetation.Tests.Raster;

namespace Vegetation.Tests.Local;

public sealed class S3ServerTests
{
    [Fact]
    public async Task Objects_outlive_the_server_also_those_of_several_parts()
    {
        using var folder = new TemporaryFolder();
        var large = new byte[12_000_000];
        new Random(7).NextBytes(large);
        await using (var first = await Start(folder.Path))
        {
            await first.Client.PutObjectAsync(new() { BucketName = S3Server.Bucket, Key = "runs/r/request.json", ContentBody = "{}" });
            using var transfer = new TransferUtility(first.Client, new TransferUtilityConfig { MinSizeBeforePartUpload = 5 << 20 });
            await transfer.UploadAsync(new TransferUtilityUploadRequest
            {
                BucketName = S3Server.Bucket, Key = "runs/r/large.tif", InputStream = new MemoryStream(large), PartSize = 5 << 20,
            });
        }
        await using var second = await Start(folder.Path);
        using var answer = await second.Client.GetObjectAsync(S3Server.Bucket, "runs/r/large.tif");
        using var read = new MemoryStream();
        await answer.ResponseStream.CopyToAsync(read);
        Assert.True(large.AsSpan().SequenceEqual(read.ToArray()));
        var listed = await second.Client.ListObjectsV2Async(new() { BucketName = S3Server.Bucket, Prefix = "runs/" });
        Assert.Equal(["runs/r/large.tif", "runs/r/request.json"], listed.S3Objects.Select(o => o.Key));
    }

    [Fact]
    public async Task Only_this_machine_reaches_it()
    {
        using var folder = new TemporaryFolder();
        await using var server = await Start(folder.Path);
        var listening = IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners().Where(l => l.Port == server.Address.Port)
            .ToList();
        Assert.Equal([new IPEndPoint(IPAddress.Loopback, server.Address.Port)], listening);
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, server.Address.Port);
    }

    static async Task<S3Server> Start(string folder)
    {
        var layout = Layout.Find();
        var node = await NodeRuntime.Find(layout.Root, CancellationToken.None);
        return await S3Server.Start(layout, node, Path.Combine(folder, "s3"), folder, CancellationToken.None);
    }
}
