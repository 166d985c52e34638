using System.Diagnostics;
using Spectre.Console;
using Vegetation.Local.Processes;
using Vegetation.Local.Run;

namespace Vegetation.Local.View;

/// <summary>./run view, from its arguments to its exit code.</summary>
internal sealed class ViewCommand(IAnsiConsole console, TextWriter errors)
{
    const int Done = 0, BadArguments = 2, Stopped = 3;

    /// <param name="opens">Shows an address in a browser, where the machine has one.</param>
    public async Task<int> Execute(IReadOnlyList<string> arguments, Action<Uri> opens, CancellationToken cancellationToken)
    {
        var (options, error) = ViewOptions.Parse(arguments);
        if (options is null)
        {
            errors.WriteLine(error);
            return BadArguments;
        }
        if (options.Help) console.Profile.Out.Writer.WriteLine(ViewOptions.Usage);
        else
        {
            try { await Show(options, opens, cancellationToken); }
            catch (LocalException problem)
            {
                errors.WriteLine(RunCommand.OneLine(problem.Message));
                return Stopped;
            }
        }
        return Done;
    }

    async Task Show(ViewOptions options, Action<Uri> opens, CancellationToken cancellationToken)
    {
        var outFolder = Path.Combine(Path.GetFullPath(options.Folder ?? Layout.Find().Root), "out");
        var viewer = new FinishedRuns(outFolder).ViewerOf(options.Run);
        await using var site = await Start(outFolder, options.Port, viewer, cancellationToken);
        var address = new Uri(site.Address, viewer);
        console.Profile.Out.Writer.WriteLine($"Viewer: {address}");
        console.Profile.Out.Writer.WriteLine($"Serving {outFolder} on this machine only; Ctrl-C ends it.");
        opens(address);
        await Task.Delay(Timeout.Infinite, cancellationToken).ContinueWith(_ => { }, TaskScheduler.Default);
    }

    static async Task<LoopbackServer> Start(string outFolder, int? port, string viewer, CancellationToken cancellationToken)
    {
        try
        {
            return await RunSite.Start(outFolder, port ?? ViewOptions.UsualPort, cancellationToken, viewer);
        }
        catch (IOException) when (port is null)
        {
            return await RunSite.Start(outFolder, 0, cancellationToken, viewer);
        }
        catch (IOException)
        {
            throw new LocalException($"Port {port} is in use. Type  ./run view --port N  with another, or leave --port out.");
        }
    }

    /// <summary>By the desktop's own program, where there is a desktop; the address was printed in any case.</summary>
    public static void OpenBrowser(Uri address)
    {
        if (Environment.GetEnvironmentVariable("DISPLAY") is null && Environment.GetEnvironmentVariable("WAYLAND_DISPLAY") is null) return;
        try { Process.Start(new ProcessStartInfo("xdg-open", [address.AbsoluteUri]) { RedirectStandardError = true })?.Dispose(); }
        catch (System.ComponentModel.Win32Exception) { } // not installed
    }
}
