using System.Text;
using System.Text.Json;
using Vegetation.Functions;
using Vegetation.Functions.Hosting;

namespace Vegetation.Tests.Functions;

/// <summary>The function's process, with what it says.</summary>
public abstract class FunctionHostTest
{
    private protected readonly StringWriter output = new();
    private protected readonly StringWriter errors = new();

    private protected Task<int> Run(ScriptedRuntimeApi api, Handler handler, CancellationToken stop = default) =>
        Host(api.HostAndPort, () => handler, stop);

    private protected Task<int> Host(string? api, Func<Handler> create, CancellationToken stop = default) =>
        FunctionHost.Run(api, "Greet", create, TimeProvider.System, output, errors, stop);

    private protected JsonElement[] Log =>
        [.. output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonElement.Parse(line))];

    private protected static Handler Answering(string answer) => (_, _) => Task.FromResult(Encoding.UTF8.GetBytes(answer));

    private protected static Handler Failing(Exception exception) => (_, _) => Task.FromException<byte[]>(exception);
}
