using Vegetation.Core.Work;
using Vegetation.Tests.Raster;

namespace Vegetation.Tests.Worker;

/// <summary>Puts scenes on a server of this machine.</summary>
static class ServedScene
{
    /// <param name="name">The beginning of its files' names there.</param>
    public static WorkUnit Serve(this RangeServer server, TestScene scene, string name = "a", string id = TestScene.Id)
    {
        using var folder = new TemporaryFolder();
        string Band(string band) => server.Serve($"{name}-{band}.tif", scene.File(folder.Path, band));
        return scene.Unit(Band("red"), Band("nir"), Band("scl"), id);
    }
}
