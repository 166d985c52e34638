using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
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
            Assert.Equal("the viewer of newest", await client.GetStringAsync(new Uri(address, "/")));
        }));
    }

    [Theory]
    [InlineData("/../secret", "404")]
    [InlineData("/runs/../../secret", "404")]
    [InlineData("/..%2fsecret", "404")]
    [InlineData("/%2e%2e/secret", "404")]
    [InlineData("/link-out", "404")]
    [InlineData("/folder-out/secret", "404")]
    [InlineData("/loop", "404")]
    [InlineData("/link-within", "200")]
    [InlineData("/folder-within/viewer.html", "200")]
    public async Task Nothing_outside_the_folder_is_served_and_links_within_it_are(string path, string status)
    {
        Finish("run", 1);
        File.WriteAllText(folder["secret"], "the secret");
        File.WriteAllText(folder["out/long"], $"{new string('.', 1000)} the viewer of run"); // longer than the link's own text
        foreach (var (link, target) in new[]
        {
            ("link-out", folder["secret"]), ("folder-out", ".."), ("loop", "loop"),
            ("link-within", "long"), ("folder-within", "runs/run/products"),
        }) File.CreateSymbolicLink(folder[$"out/{link}"], target);
        Assert.Equal(0, await Run(async (_, address) =>
        {
            var answer = await Ask(address.Port, path);
            Assert.StartsWith($"HTTP/1.1 {status} ", answer, StringComparison.Ordinal);
            Assert.DoesNotContain("the secret", answer, StringComparison.Ordinal);
            if (status == "200") Assert.EndsWith("the viewer of run", answer, StringComparison.Ordinal); // whole
        }));
    }

    /// <summary>As it is typed: an HTTP client takes the dots out of a path before it asks.</summary>
    static async Task<string> Ask(int port, string path)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, port);
        await using var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\r\n"));
        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync();
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
    [InlineData("a b", "Got two runs, a and b; expected one. Type  ./run view a")]
    public async Task Wrong_arguments_are_refused_in_one_line_with_what_to_type(string arguments, string line)
    {
        Assert.Equal(2, await Run(null, arguments.Split(' ')));
        Assert.Equal(line, errors.ToString().Trim());
    }
}
