using System.Runtime.InteropServices;
using Spectre.Console;
using Vegetation.Local.Run;
using Vegetation.Local.View;
using Vegetation.Local.Watch;

using var interrupt = new CancellationTokenSource();

// The first signal ends everything in order; a second one ends this program at once, and its children with it.
void Interrupt(PosixSignalContext signal)
{
    if (interrupt.IsCancellationRequested) return;
    signal.Cancel = true;
    interrupt.Cancel();
}

using var ctrlC = PosixSignalRegistration.Create(PosixSignal.SIGINT, Interrupt);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Interrupt);
var (console, errors, token) = (AnsiConsole.Console, Console.Error, interrupt.Token);
if (int.TryParse(Environment.GetEnvironmentVariable("COLUMNS"), out var columns) && columns > 0) console.Profile.Width = columns;
return args switch
{
    ["view", .. var options] => await new ViewCommand(console, errors).Execute(options, ViewCommand.OpenBrowser, token),
    ["watch", .. var options] => await new WatchCommand(
        console, errors, new("aws"), new(TimeSpan.FromSeconds(5)), TimeProvider.System).Execute(options, token),
    _ => await new RunCommand(console, errors).Execute(args, token),
};
