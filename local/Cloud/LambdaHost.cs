using System.Collections.Concurrent;
using System.Text.Json;
using Vegetation.Local.Processes;

namespace Vegetation.Local.Cloud;

/// <summary>The functions of the template, each a process of functions.dll that is told its handler as in the container image.</summary>
internal sealed class LambdaHost(
    string program, string logFolder, Template template, IReadOnlyDictionary<string, string> environment, TimeProvider time)
        : IAsyncDisposable
{
    readonly ConcurrentDictionary<string, LambdaFunction> functions = new();

    public Task<LambdaAnswer> Invoke(string handler, JsonElement payload, CancellationToken cancellationToken)
    {
        if (!template.Timeouts.TryGetValue(handler, out var timeout))
            return Task.FromResult(new LambdaAnswer(null, new TaskError("Lambda.ResourceNotFoundException", $"no function has the "
                + $"handler {handler}")));
        var function = functions.GetOrAdd(handler, _ => new LambdaFunction(handler, timeout, api => Start(handler, timeout, api), time));
        return function.Invoke(JsonSerializer.SerializeToUtf8Bytes(payload, LocalJson.Default.JsonElement), cancellationToken);
    }

    public async ValueTask DisposeAsync() => await Task.WhenAll(functions.Values.Select(f => f.DisposeAsync().AsTask()));

    ChildProcess Start(string handler, TimeSpan timeout, string runtimeApi) =>
        ChildProcess.Start(new ProcessStart("dotnet", [program, handler])
    {
        LogFile = Path.Combine(logFolder, handler + ".log"),
        Environment = new Dictionary<string, string>(environment)
        {
            ["AWS_LAMBDA_RUNTIME_API"] = runtimeApi,
            ["AWS_LAMBDA_FUNCTION_NAME"] = handler,
            ["_HANDLER"] = handler,
        },
    });
}
