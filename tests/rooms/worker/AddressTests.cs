using System.Net;
using Vegetation.Core.Work;
using Vegetation.Tests.Raster;
using Vegetation.Worker;
using Vegetation.Worker.Contract;
using Vegetation.Worker.Fetching;

namespace Vegetation.Tests.Worker;

/// <summary>Fault 37: addresses that lead elsewhere. No request is made for any of them.</summary>
public sealed class AddressTests
{
    [Theory]
    [InlineData("https://sentinel-cogs.s3.us-west-2.amazonaws.com/sentinel-s2-l2a-cogs/17/S/PR/2022/11/ID/B04.tif")]
    [InlineData("https://e84-earth-search-sentinel-data.s3.us-west-2.amazonaws.com:443/sentinel-2-c1-l2a/a.tif")]
    public void A_plain_file_of_a_known_host_and_folder_is_read(string href) => Assert.Equal(new Uri(href), Address().Allow(href));

    [Theory]
    [InlineData("B04.tif")]
    [InlineData("s3://sentinel-s2-l2a/tiles/B04.jp2")]
    [InlineData("http://sentinel-cogs.s3.us-west-2.amazonaws.com/sentinel-s2-l2a-cogs/a.tif")]
    [InlineData("https://sentinel-cogs.s3.us-west-2.amazonaws.com.evil.test/a.tif")]
    [InlineData("https://sentinel-cogs.s3.us-west-2.amazonaws.com@evil.test/a.tif")]
    [InlineData("https://me:secret@sentinel-cogs.s3.us-west-2.amazonaws.com/sentinel-s2-l2a-cogs/a.tif")]
    [InlineData("https://sentinel-cogs.s3.us-west-2.amazonaws.com:8443/sentinel-s2-l2a-cogs/a.tif")]
    [InlineData("https://sentinel-cogs.s3.us-west-2.amazonaws.com/sentinel-s2-l2a-cogs/a.tif?versionId=1")]
    [InlineData("https://sentinel-cogs.s3.us-west-2.amazonaws.com/sentinel-s2-l2a-cogs/a%2Fb.tif")]
    [InlineData("https://sentinel-cogs.s3.us-west-2.amazonaws.com/another-folder/a.tif")]
    [InlineData("https://sentinel-cogs.s3.us-west-2.amazonaws.com/sentinel-s2-l2a-cogs/../another-folder/a.tif")]
    [InlineData("https://169.254.169.254/latest/meta-data")]
    [InlineData("http://127.0.0.1:8080/a.tif")]
    [InlineData("file:///etc/passwd")]
    [InlineData("/etc/passwd")]
    [InlineData("https://localhost/a.tif")]
    [InlineData("https://[::1]/a.tif")]
    [InlineData("https://[fd00:ec2::254]/latest/meta-data")]
    [InlineData("https://2852039166/latest/meta-data")] // 169.254.169.254 as one number
    [InlineData("https://0xa9.0xfe.0xa9.0xfe/latest/meta-data")]
    [InlineData("https://sentinel-cogs.s3.us-west-2.amazonaws.com./sentinel-s2-l2a-cogs/a.tif")]
    [InlineData("https://sentinel-cogs.s3.us-west-2.amazonaws.com/sentinel-s2-l2a-cogs/%2e%2e/a.tif")]
    [InlineData("https://sentinel-cogs.s3.us-west-2.amazonaws.com/sentinel-s2-l2a-cogs/a.tif#b")]
    [InlineData("https:\\\\evil.test\\a.tif")]
    [InlineData("ftp://sentinel-cogs.s3.us-west-2.amazonaws.com/sentinel-s2-l2a-cogs/a.tif")]
    [InlineData("data:image/tiff;base64,SUkqAA==")]
    [InlineData("<VRTDataset/>")]
    [InlineData("")]
    [InlineData("/vsis3/sentinel-cogs/a.tif")]
    [InlineData("/vsicurl/https://sentinel-cogs.s3.us-west-2.amazonaws.com/sentinel-s2-l2a-cogs/a.tif")]
    public void Anything_else_is_invalid(string href)
    {
        var failure = Assert.Throws<UnitFailure>(() => Address().Allow(href));
        Assert.Equal((UnitStatus.Invalid, "address"), (failure.Status, failure.Reason));
    }

    [Theory]
    [InlineData("https://me:CANARY@evil.test/a.tif")]
    [InlineData("https://CANARY@evil.test/a.tif")]
    [InlineData(
        "https://sentinel-cogs.s3.us-west-2.amazonaws.com/sentinel-s2-l2a-cogs/a.tif?X-Amz-Credential=CANARY&X-Amz-Signature=CANARY")]
    [InlineData("a.tif?X-Amz-Signature=CANARY")]
    [InlineData("a%2Fb.tif#CANARY")]
    public void A_refusal_repeats_neither_user_nor_query(string href) => // fault 64: it goes into records, logs and the report
        Assert.DoesNotContain("CANARY", Assert.Throws<UnitFailure>(() => Address().Allow(href)).Message);

    [Fact]
    public void Any_host_means_any_name_but_no_bare_address()
    {
        var any = Address(("ASSET_HOSTS", "*"));
        Assert.NotNull(any.Allow("https://example.test/a.tif"));
        Assert.Throws<UnitFailure>(() => any.Allow("https://169.254.169.254/a.tif"));
        Assert.Throws<UnitFailure>(() => any.Allow("https://[::1]/a.tif"));
        Assert.Throws<UnitFailure>(() => any.Allow("https://2130706433/a.tif"));
    }

    [Fact]
    public void A_host_without_a_folder_is_read_whole()
    {
        var host = Address(("ASSET_HOSTS", "Example.test, other.test/folder/"));
        Assert.NotNull(host.Allow("https://example.test/any/a.tif"));
        Assert.NotNull(host.Allow("https://other.test/folder/a.tif"));
        Assert.Throws<UnitFailure>(() => host.Allow("https://other.test/folder-2/a.tif"));
    }

    [Fact]
    public void This_machine_is_read_only_where_allowed()
    {
        var loopback = Address(("ALLOW_LOOPBACK", "1"));
        Assert.NotNull(loopback.Allow("http://127.0.0.1:8080/a.tif"));
        Assert.NotNull(loopback.Allow("http://localhost:8080/a.tif"));
        Assert.Throws<UnitFailure>(() => loopback.Allow("http://10.0.0.1/a.tif"));
    }

    [Fact]
    public void Files_are_read_below_their_root_and_links_do_not_lead_out()
    {
        using var folder = new TemporaryFolder();
        var address = Address(("ASSET_ROOT", folder.Path));
        File.WriteAllText(folder["a.tif"], "");
        File.CreateSymbolicLink(folder["link.tif"], "/etc/passwd");
        Directory.CreateSymbolicLink(folder["linked"], "/etc");
        Assert.NotNull(address.Allow("file://" + folder["a.tif"]));
        Assert.Throws<UnitFailure>(() => address.Allow("file://" + folder["linked/passwd"]));
        Assert.Throws<UnitFailure>(() => address.Allow("file://" + folder["link.tif"]));
        Assert.Throws<UnitFailure>(() => address.Allow("file://" + folder["../a.tif"]));
        Assert.Throws<UnitFailure>(() => address.Allow("file://" + folder.Path + "-other/a.tif"));
    }

    [Theory]
    [InlineData("127.0.0.1", false)]
    [InlineData("169.254.169.254", false)]
    [InlineData("10.0.0.1", false)]
    [InlineData("172.31.255.255", false)]
    [InlineData("192.168.1.1", false)]
    [InlineData("100.64.0.1", false)]
    [InlineData("0.0.0.0", false)]
    [InlineData("255.255.255.255", false)]
    [InlineData("::1", false)]
    [InlineData("::ffff:169.254.169.254", false)]
    [InlineData("::169.254.169.254", false)] // IPv4-compatible, which RFC 4291 retired
    [InlineData("fd00:ec2::254", false)]
    [InlineData("fe80::1", false)]
    [InlineData("52.218.0.1", true)]
    [InlineData("172.32.0.1", true)]
    [InlineData("64:ff9b::a9fe:a9fe", false)]
    [InlineData("64:ff9b:1::a9fe:a9fe", false)] // RFC 8215: holds an IPv4 address, as the one before
    [InlineData("2001:0:a9fe:a9fe::1", false)] // Teredo
    [InlineData("2600:1fa0:4000::1", true)]
    [InlineData("2001:4860:4860::8888", true)]
    public void Only_public_addresses_are_connected_to(string address, bool isPublic)
    {
        Assert.Equal(isPublic, new PublicConnection(allowLoopback: false).IsAllowed(IPAddress.Parse(address)));
        Assert.Equal(isPublic || IPAddress.IsLoopback(IPAddress.Parse(address)),
            new PublicConnection(allowLoopback: true).IsAllowed(IPAddress.Parse(address)));
    }

    [Theory]
    [InlineData("169.254.169.254")]
    [InlineData("10.255.255.1")]
    [InlineData("192.168.0.1")]
    public async Task Where_this_machine_is_allowed_its_neighbours_are_not(string host)
    {
        using var http = AssetReader.NewClient(Settings.Read(name => name == "ALLOW_LOOPBACK" ? "1" : null));
        var error = await Assert.ThrowsAsync<HttpRequestException>(() => http.GetAsync(new Uri($"http://{host}/a.tif")));
        Assert.Equal("address", Assert.IsType<UnitFailure>(error.InnerException).Reason);
    }

    [Theory]
    [InlineData(null, 0)]
    [InlineData("1", 1)]
    public async Task A_name_that_leads_to_this_machine_is_not_connected_to(string? allowLoopback, int requests)
    {
        await using var forbidden = await RangeServer.Start();
        var address = new Uri(forbidden.Serve("a.tif", new byte[2000]).Replace("127.0.0.1", "localhost", StringComparison.Ordinal));
        var settings = Settings.Read(name => name == "ALLOW_LOOPBACK" ? allowLoopback : null);
        using var http = AssetReader.NewClient(settings);
        using var deadline = new SceneDeadline(TimeSpan.FromSeconds(20), TimeProvider.System, default);
        var failure = await Assert.ThrowsAsync<UnitFailure>(
            () => new AssetReader(http, new Backoff(TimeProvider.System, () => 0, settings.Stall)).ReadHead(address, 64 << 10, deadline));
        Assert.Equal((UnitStatus.Invalid, requests == 0 ? "address" : "not-a-tiff"), (failure.Status, failure.Reason));
        Assert.Equal(requests, forbidden.Requests.Count);
    }

    static AssetAddress Address(params (string Name, string Value)[] variables) =>
        new(Settings.Read(name => variables.FirstOrDefault(v => v.Name == name).Value));
}
