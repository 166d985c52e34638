using System.Net;
using System.Net.Http.Headers;
using Spectre.Console;
using Vegetation.Local.View;
using Vegetation.Tests.Raster;

namespace Vegetation.Tests.Local;

/// <summary>./run view: which run it shows, how it serves, and what it says where it cannot.</summary>
public sealed class ViewCommandTests : IDisposable
{
    readonly TemporaryFolder folder = new();
    readonly StringWriter said = new(), errors = new();

    public void Dispose() => folder.Dispose();

    void Finish(string run, int minutes)
    {
        var viewer = folder[$"out/runs/{run}/products/viewer.html"];
        Directory.CreateDirectory(Path.GetDirectoryName(viewer)!);
        File.WriteAllText(viewer, $"the viewer of {run}");
        File.SetLastWriteTimeUtc(viewer, DateTime.UnixEpoch.AddMinutes(minutes));
    }

    /// <summary>Runs it until the deed with its address is done.</summary>
    async Task<int> Run(Func<HttpClient, Uri, Task>? deed, params string[] arguments)
    {
        using var end = new CancellationTokenSource();
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(said) });
        using var client = new HttpClient();
        var doing = Task.CompletedTask;
        var code = await new ViewCommand(console, errors).Execute(
            [.. arguments, "--folder", folder.Path], address => doing = Task.Run(async () =>
            {
                try { await deed!(client, address); }
                finally { await end.CancelAsync(); }
            }), end.Token);
        await doing;
        return code;
    }

    [Fact]
    public async Task It_serves_the_newest_run_by_ranges_and_says_where()
    {
        Finish("older", 1);
        Finish("newest", 2);
        Assert.Equal(0, await Run(async (client, address) =>
        {
            Assert.EndsWith("/newest/products/viewer.html", address.AbsolutePath, StringComparison.Ordinal);
            Assert.Contains($"Viewer: {address}", said.ToString(), StringComparison.Ordinal);
            var request = new HttpRequestMessage(HttpMethod.Get, address) { Headers = { Range = new RangeHeaderValue(4, 9) } };
            using var answer = await client.SendAsync(request);
            Assert.Equal((HttpStatusCode.PartialContent, "viewer"), (answer.StatusCode, await answer.Content.ReadAsStringAsync()));
            Assert.Equal("text/html; charset=utf-8", answer.Content.Headers.ContentType!.ToString());
            using var outside = await client.GetAsync(new Uri(address, "/../secret"));
            Assert.Equal(HttpStatusCode.NotFound, outside.StatusCode);
        }));
    }

    [Fact]
    public async Task A_run_is_named_or_the_names_are_told()
    {
        Finish("older", 1);
        Finish("newest", 2);
        Assert.Equal(0, await Run(
            async (client, address) => Assert.Equal("the viewer of older", await client.GetStringAsync(address)), "out/older/"));
        Assert.Equal(3, await Run(null, "nobody"));
        Assert.EndsWith("has no run \"nobody\" with a viewer; it has: newest, older.", errors.ToString().Trim(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_run_it_says_what_to_type_first()
    {
        Assert.Equal(3, await Run(null));
        Assert.EndsWith("holds no run with a viewer. Type  ./run  first.", errors.ToString().Trim(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_that_is_asked_for_is_taken_or_refused()
    {
        Finish("run", 1);
        Assert.Equal(0, await Run(async (_, address) =>
            Assert.Equal(3, await Run(null, "--port", $"{address.Port}"))));
        Assert.Contains("is in use. Type  ./run view --port N", errors.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--prot 1", "Unknown option --prot. Type  ./run view --help  for the list.")]
    [InlineData("--port 0", "--port: got \"0\"; expected 1 to 65535. Type, for example,  ./run view --port 8080")]
    [InlineData("a b", "Got two runs, a and b; expected one. Type  ./run view b")]
    public async Task Wrong_arguments_are_refused_in_one_line_with_what_to_type(string arguments, string line)
    {
        Assert.Equal(2, await Run(null, arguments.Split(' ')));
        Assert.Equal(line, errors.ToString().Trim());
    }
}
