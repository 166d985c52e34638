using System.Runtime.InteropServices;
using Spectre.Console;
using Vegetation.Local.Run;
using Vegetation.Local.View;

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
return args is ["view", .. var options]
    ? await new ViewCommand(AnsiConsole.Console, Console.Error).Execute(options, ViewCommand.OpenBrowser, interrupt.Token)
    : await new RunCommand(AnsiConsole.Console, Console.Error).Execute(args, interrupt.Token);
