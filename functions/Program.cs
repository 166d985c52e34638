using System.Runtime.InteropServices;
using Vegetation.Functions;
using Vegetation.Functions.Hosting;

using var stop = new CancellationTokenSource();
using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal => { signal.Cancel = true; stop.Cancel(); });

// The handler's name is the container's command (CMD), or what Lambda puts into _HANDLER.
var name = args.FirstOrDefault() ?? Environment.GetEnvironmentVariable("_HANDLER") ?? "";
return await FunctionHost.Run(
    Environment.GetEnvironmentVariable("AWS_LAMBDA_RUNTIME_API"), name,
    () => Handlers.Create(name, FunctionSettings.FromEnvironment(), TimeProvider.System),
    TimeProvider.System, Console.Out, Console.Error, stop.Token);
