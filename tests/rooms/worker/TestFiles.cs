using Vegetation.Core.Sensors;
using Vegetation.Raster;
using Vegetation.Worker.Fetching;

namespace Vegetation.Tests.Worker;

/// <summary>The files of a scene as they come from fetching.</summary>
static class TestFiles
{
    public static SceneFiles Of(MemoryFile red, MemoryFile nir, MemoryFile scl, int metres = 10) =>
        new(new Dictionary<BandRole, MemoryFile> { [BandRole.Red] = red, [BandRole.Nir] = nir, [BandRole.Classes] = scl }, metres, 0,
            default);
}
