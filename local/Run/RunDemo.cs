using System.Security.Cryptography;
using System.Text;
using Spectre.Console;
using Vegetation.Local.Demo;
using Vegetation.Local.Processes;

namespace Vegetation.Local.Run;

/// <summary>The demonstration's scenes and their catalog, for a run.</summary>
sealed class RunDemo(IAnsiConsole console, Layout layout, string folder)
{
    /// <summary>
    /// Where its catalog is unless another program has the port. The address is a part of the request and so of the run's name: one port
    /// for each folder, below those that the system uses for outgoing connections (from 32768 on).
    /// </summary>
    public Uri UsualAddress => StacServer.AddressAt(new($"http://127.0.0.1:{Port}/"));

    int Port => 20000 + (BitConverter.ToUInt16(SHA256.HashData(Encoding.UTF8.GetBytes(folder))) % 10000);

    public async Task<StacServer> Start(CancellationToken cancellationToken)
    {
        // Runs in other folders share the world.
        using var alone = await FileLock.Take(Path.Combine(layout.RunFolder, "demo.lock"), cancellationToken);
        var scenes = Path.Combine(layout.RunFolder, "demo");
        var world = await Task.Run(() => DemoWorld.Prepare(scenes, Say, cancellationToken), cancellationToken);
        Say($"The demonstration: generated scenes with pixels of {DemoTile.PixelMetres} m, no satellite data; one lacks "
            + "a file on purpose.");
        try
        {
            return await StacServer.Start(world.Folder, Port, cancellationToken);
        }
        catch (IOException)
        {
            Say($"Port {Port} is in use, so this run gets a name of its own and cannot resume an earlier one.");
            return await StacServer.Start(world.Folder, 0, cancellationToken);
        }
    }

    /// <summary>Unwrapped: the console breaks lines at its width, or at 80 where it has none.</summary>
    void Say(string line) => console.Profile.Out.Writer.WriteLine(line);
}
