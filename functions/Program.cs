using System.Runtime.InteropServices;
using Vegetation.Functions;
using Vegetation.Functions.Hosting;

// The handler's name is the container's command (CMD), or what Lambda puts into _HANDLER.
var name = args.FirstOrDefault() ?? Environment.GetEnvironmentVariable("_HANDLER") ?? "";
var host = Environment.GetEnvironmentVariable("AWS_LAMBDA_RUNTIME_API");
if (host is null)
{
    Console.Error.WriteLine("AWS_LAMBDA_RUNTIME_API is not set: this program is started by AWS Lambda or by ./run");
    return 2;
}

using var stop = new CancellationTokenSource();
using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal => { signal.Cancel = true; stop.Cancel(); });
using var http = new HttpClient { Timeout = Timeout.InfiniteTimeSpan };
var api = new RuntimeApi(http, host);
Handler handler;
try
{
    handler = Handlers.Create(name, FunctionSettings.FromEnvironment(), TimeProvider.System);
}
catch (Exception e)
{
    await api.FailToStart(FunctionError.From(e), stop.Token);
    return 1;
}

try
{
    await new RuntimeLoop(api, TimeProvider.System).Run(handler, stop.Token);
    return 0;
}
catch (OperationCanceledException)
{
    return 0;
}
catch (HttpRequestException e)
{
    Console.Error.WriteLine($"the Runtime API is gone: {e.Message}");
    return 1;
}
