using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;

namespace Vegetation.Functions.Hosting;

/// <summary>
/// The AWS Lambda Runtime API (Lambda developer guide, "Using the Lambda runtime API for custom runtimes") over HTTP.
/// A 500 from it, or no answer at all, means that the process has to end.
/// </summary>
public sealed class RuntimeApi(HttpClient http, string host)
{
    const string ErrorMediaType = "application/vnd.aws.lambda.error+json";
    readonly string root = $"http://{host}/2018-06-01/runtime";

    /// <summary>Waits for the next event, for as long as it takes.</summary>
    public async Task<Invocation> Next(CancellationToken cancellation)
    {
        using var response = await http.GetAsync($"{root}/invocation/next", cancellation);
        response.EnsureSuccessStatusCode();
        var deadline = long.Parse(Header(response, "Lambda-Runtime-Deadline-Ms") ?? "0", NumberStyles.None, CultureInfo.InvariantCulture);
        return new Invocation(
            Header(response, "Lambda-Runtime-Aws-Request-Id") ?? throw new InvalidDataException("the Runtime API gave an event without a request id"),
            await response.Content.ReadAsByteArrayAsync(cancellation),
            DateTimeOffset.FromUnixTimeMilliseconds(deadline),
            Header(response, "Lambda-Runtime-Trace-Id"));
    }

    public Task Respond(string requestId, byte[] payload, CancellationToken cancellation) =>
        Post($"invocation/{requestId}/response", payload, "application/json", null, cancellation);

    public Task Fail(string requestId, FunctionError error, CancellationToken cancellation) =>
        PostError($"invocation/{requestId}/error", error, cancellation);

    public Task FailToStart(FunctionError error, CancellationToken cancellation) => PostError("init/error", error, cancellation);

    Task PostError(string path, FunctionError error, CancellationToken cancellation) =>
        Post(path, JsonSerializer.SerializeToUtf8Bytes(error, FunctionsJson.Default.FunctionError), ErrorMediaType, error.ErrorType, cancellation);

    async Task Post(string path, byte[] payload, string mediaType, string? errorType, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{root}/{path}") { Content = new ByteArrayContent(payload) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(mediaType);
        if (errorType is not null) request.Headers.Add("Lambda-Runtime-Function-Error-Type", errorType);
        using var response = await http.SendAsync(request, cancellation);
        response.EnsureSuccessStatusCode();
    }

    static string? Header(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out var values) ? values.FirstOrDefault() : null;
}
