using Vegetation.Local;
using Vegetation.Local.Demo;

namespace Vegetation.Tests.Local;

/// <summary>The demonstration's scenes behind their catalog; they are made once and kept for later runs of the tests.</summary>
public sealed class DemoCatalog : IAsyncLifetime
{
    static readonly Lock Making = new();
    StacServer? server;

    public Uri Address => server!.Address;

    public async Task InitializeAsync() => server = await StacServer.Start(Prepare(), 0, CancellationToken.None);

    public async Task DisposeAsync() => await server!.DisposeAsync();

    public static string Prepare()
    {
        lock (Making)
            return DemoWorld.Prepare(Path.Combine(Layout.Find().RunFolder, "demo-tests"), _ => { }, CancellationToken.None).Folder;
    }
}
