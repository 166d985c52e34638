using Vegetation.Core.Requests;
using Vegetation.Core.Work;
using Vegetation.Functions.Planning;

namespace Vegetation.Tests.Functions;

public sealed class JobHostsTests
{
    const string Cogs = "sentinel-cogs.s3.us-west-2.amazonaws.com";

    static readonly AssetHosts Allowed = AssetHosts.Default.With(new("data.example.org/s2/, other.example.org"));

    [Theory]
    [InlineData("data.example.org", "data.example.org/s2/")]
    [InlineData("DATA.example.org,elsewhere.example.org", "data.example.org/s2/")]
    [InlineData("other.example.org,data.example.org", "data.example.org/s2/,other.example.org")]
    [InlineData(Cogs, $"{Cogs}/sentinel-s2-l2a-cogs/")]
    public void Jobs_may_read_from_the_hosts_of_their_scenes_that_the_deployment_allows(string hosts, string expected) =>
        Assert.Equal(expected, JobHosts.Of(Allowed, hosts.Split(',')));

    [Fact]
    public void Files_on_this_machine_need_no_host() => Assert.Equal("*", JobHosts.Of(AssetHosts.Any, null));

    [Fact]
    public void Scenes_on_hosts_that_are_not_allowed_end_the_run_before_any_job_with_what_to_deploy()
    {
        var refused = Assert.Throws<InvalidRequestException>(() => JobHosts.Of(AssetHosts.Default, ["data.example.org"]));
        Assert.StartsWith("catalogs: got scenes on data.example.org; expected scenes on e84-earth-search", refused.Message);
        Assert.Contains("-c assetHosts=data.example.org", refused.Message);
    }

    [Fact]
    public void More_than_a_variable_of_a_job_holds_is_refused()
    {
        var hosts = Enumerable.Range(0, 9).Select(i => $"data{i}.a-long-name-of-a-host.example.org").ToList();
        var refused = Assert.Throws<InvalidRequestException>(() => JobHosts.Of(new(string.Join(',', hosts)), hosts));
        Assert.Contains("at most 256", refused.Message);
    }

    [Theory]
    [InlineData("")]
    [InlineData("https://data.example.org")]
    [InlineData("localhost")]
    [InlineData("data.example.org/folder")]
    [InlineData("data.example.org/../x/")]
    [InlineData("data.example.org,*.example.org")]
    public void What_is_no_list_of_hosts_is_refused(string text) => Assert.Throws<FormatException>(() => new AssetHosts(text));

    [Theory]
    [InlineData("https://data.example.org/a.tif", "data.example.org")]
    [InlineData("http://127.0.0.1:8080/a.tif", null)]
    [InlineData("file:///a.tif", null)]
    [InlineData("a.tif", null)]
    public void A_file_on_another_machine_has_a_host(string href, string? host) => Assert.Equal(host, AssetHosts.HostOf(href));
}
