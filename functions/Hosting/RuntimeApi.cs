using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace Vegetation.Functions.Hosting;

/// <summary>What the Runtime API made of an answer.</summary>
internal enum Delivery
{
    Accepted,

    /// <summary>413: over what Lambda takes.</summary>
    TooLarge,

    /// <summary>Another 4xx: the invocation is not waited for any more.</summary>
    Refused,
}

/// <summary>The Runtime API answered with a 5xx, with something that it does not document, or not at all: the process has to end.</summary>
internal sealed class RuntimeApiException(string message) : Exception(message);

/// <summary>The AWS Lambda Runtime API (Lambda developer guide, "Using the Lambda runtime API for custom runtimes") over HTTP.</summary>
internal sealed class RuntimeApi(HttpClient http, string host)
{
    const string ErrorMediaType = "application/vnd.aws.lambda.error+json";
    readonly string root = $"http://{host}/2018-06-01/runtime";

    /// <summary>Waits for the next event, for as long as it takes.</summary>
    /// <exception cref="RuntimeApiException"/>
    public async Task<Invocation> Next(CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{root}/invocation/next");
        using var response = await Send(request, cancellationToken);
        if (!response.IsSuccessStatusCode) throw UnexpectedResponse("invocation/next", $"answered {(int)response.StatusCode}");
        return new Invocation(
            Header(response, "Lambda-Runtime-Aws-Request-Id")
                ?? throw UnexpectedResponse("invocation/next", "gave an event without a request id"),
            await response.Content.ReadAsByteArrayAsync(cancellationToken),
            Deadline(Header(response, "Lambda-Runtime-Deadline-Ms")),
            Header(response, "Lambda-Runtime-Trace-Id"));
    }

    /// <exception cref="RuntimeApiException"/>
    public Task<Delivery> Respond(string requestId, byte[] payload, CancellationToken cancellationToken) =>
        Post($"invocation/{requestId}/response", payload, "application/json", null, cancellationToken);

    /// <exception cref="RuntimeApiException"/>
    public Task<Delivery> Fail(string requestId, FunctionError error, CancellationToken cancellationToken) =>
        PostError($"invocation/{requestId}/error", error, cancellationToken);

    /// <exception cref="RuntimeApiException"/>
    public Task<Delivery> FailToStart(FunctionError error, CancellationToken cancellationToken) =>
        PostError("init/error", error, cancellationToken);

    Task<Delivery> PostError(string path, FunctionError error, CancellationToken cancellationToken) =>
        Post(path, JsonSerializer.SerializeToUtf8Bytes(error, FunctionsJson.Default.FunctionError), ErrorMediaType, error.ErrorType,
            cancellationToken);

    async Task<Delivery> Post(string path, byte[] payload, string mediaType, string? errorType, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{root}/{path}") { Content = new ByteArrayContent(payload) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(mediaType);
        if (errorType is not null) request.Headers.TryAddWithoutValidation("Lambda-Runtime-Function-Error-Type", errorType);
        using var response = await Send(request, cancellationToken);
        return (int)response.StatusCode switch
        {
            >= 200 and < 300 => Delivery.Accepted,
            (int)HttpStatusCode.RequestEntityTooLarge => Delivery.TooLarge,
            >= 400 and < 500 => Delivery.Refused,
            var status => throw UnexpectedResponse(path, $"answered {status}"),
        };
    }

    async Task<HttpResponseMessage> Send(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            return await http.SendAsync(request, cancellationToken);
        }
        catch (HttpRequestException e)
        {
            throw UnexpectedResponse(request.RequestUri!.AbsolutePath, $"cannot be reached: {e.Message}");
        }
    }

    static DateTimeOffset Deadline(string? milliseconds) =>
        long.TryParse(milliseconds, NumberStyles.None, CultureInfo.InvariantCulture, out var epoch)
            && epoch < DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()
            ? DateTimeOffset.FromUnixTimeMilliseconds(epoch)
            : throw UnexpectedResponse("invocation/next", "gave an event without a deadline");

    static string? Header(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out var values) ? values.FirstOrDefault() : null;

    static RuntimeApiException UnexpectedResponse(string path, string what) => new($"the Runtime API's {path} {what}");
}
