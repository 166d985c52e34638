using Vegetation.Core.Units;
using Vegetation.Tests.Raster;
using Vegetation.Worker;
using Vegetation.Worker.Assets;

namespace Vegetation.Tests.Worker;

public sealed class AddressTests
{
    [Theory]
    [InlineData("https://sentinel-cogs.s3.us-west-2.amazonaws.com/sentinel-s2-l2a-cogs/17/S/PR/2022/11/ID/B04.tif")]
    [InlineData("https://e84-earth-search-sentinel-data.s3.us-west-2.amazonaws.com:443/a.tif")]
    public void A_plain_file_of_a_known_host_is_read(string href) => Assert.Equal(new Uri(href), Address().Allow(href));

    [Theory]
    [InlineData("B04.tif")]
    [InlineData("s3://sentinel-s2-l2a/tiles/B04.jp2")]
    [InlineData("http://sentinel-cogs.s3.us-west-2.amazonaws.com/a.tif")]
    [InlineData("https://sentinel-cogs.s3.us-west-2.amazonaws.com.evil.test/a.tif")]
    [InlineData("https://sentinel-cogs.s3.us-west-2.amazonaws.com@evil.test/a.tif")]
    [InlineData("https://me:secret@sentinel-cogs.s3.us-west-2.amazonaws.com/a.tif")]
    [InlineData("https://sentinel-cogs.s3.us-west-2.amazonaws.com:8443/a.tif")]
    [InlineData("https://sentinel-cogs.s3.us-west-2.amazonaws.com/a.tif?versionId=1")]
    [InlineData("https://sentinel-cogs.s3.us-west-2.amazonaws.com/a%2Fb.tif")]
    [InlineData("https://169.254.169.254/latest/meta-data")]
    [InlineData("http://127.0.0.1:8080/a.tif")]
    [InlineData("file:///etc/passwd")]
    [InlineData("/vsicurl/https://sentinel-cogs.s3.us-west-2.amazonaws.com/a.tif")]
    public void Anything_else_is_invalid(string href)
    {
        var failure = Assert.Throws<UnitFailure>(() => Address().Allow(href));
        Assert.Equal((UnitStatus.Invalid, "address"), (failure.Status, failure.Reason));
    }

    [Fact]
    public void Any_host_means_any_name_but_no_bare_address()
    {
        var any = Address(("ASSET_HOSTS", "*"));
        Assert.NotNull(any.Allow("https://example.test/a.tif"));
        Assert.Throws<UnitFailure>(() => any.Allow("https://169.254.169.254/a.tif"));
        Assert.Throws<UnitFailure>(() => any.Allow("https://[::1]/a.tif"));
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
        Assert.NotNull(address.Allow("file://" + folder["a.tif"]));
        Assert.Throws<UnitFailure>(() => address.Allow("file://" + folder["link.tif"]));
        Assert.Throws<UnitFailure>(() => address.Allow("file://" + folder["../a.tif"]));
        Assert.Throws<UnitFailure>(() => address.Allow("file://" + folder.Path + "-other/a.tif"));
    }

    static AssetAddress Address(params (string Name, string Value)[] variables) =>
        new(Settings.Read(name => variables.FirstOrDefault(v => v.Name == name).Value));
}
