using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace Vegetation.Bench.Storage;

/// <summary>The S3 server of ./run as a process that can be killed, and plain HTTP to it: an SDK would try again after a kill.</summary>
internal sealed class S3Process : IDisposable
{
    const string Bucket = "vegetation", AccessKey = "bench";

    readonly Process process;

    public HttpClient Http { get; }

    S3Process(Process process, int port)
    {
        this.process = process;
        Http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}/{Bucket}/") };
        Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("AWS4-HMAC-SHA256", $"Credential={AccessKey}/any");
    }

    /// <returns>Null where the server ends, with or without a reason, instead of coming up.</returns>
    public static async Task<S3Process?> TryStart(string node, string script, string folder)
    {
        var start = new ProcessStartInfo(node, ["--disable-warning=ExperimentalWarning", script, folder, Bucket])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true,
        };
        start.Environment["ACCESS_KEY"] = AccessKey;
        var process = Process.Start(start)!;
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            using var said = JsonDocument.Parse(line);
            if (said.RootElement.TryGetProperty("port", out var port)) return new S3Process(process, port.GetInt32());
        }
        await process.WaitForExitAsync();
        process.Dispose();
        return null;
    }

    /// <returns>The object's bytes, or null where there is none.</returns>
    /// <exception cref="HttpRequestException">any other answer.</exception>
    public async Task<byte[]?> Get(string key)
    {
        using var answer = await Http.GetAsync(key);
        return answer.StatusCode == HttpStatusCode.NotFound ? null : await answer.EnsureSuccessStatusCode().Content.ReadAsByteArrayAsync();
    }

    public void Kill()
    {
        process.Kill();
        process.WaitForExit();
    }

    public void Dispose()
    {
        if (!process.HasExited) Kill();
        Http.Dispose();
        process.Dispose();
    }
}
