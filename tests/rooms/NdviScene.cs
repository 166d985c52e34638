using Vegetation.Core.Scenes;
using Vegetation.Core.Sensors;

namespace Vegetation.Tests;

/// <summary>What tests of NDVI say often: its bands, and a scene's files for them.</summary>
static class NdviScene
{
    public static readonly IReadOnlyList<BandRole> Bands = [BandRole.Red, BandRole.Nir, BandRole.Classes];

    public static IReadOnlyDictionary<string, SceneAsset> Assets(SceneAsset red, SceneAsset nir, SceneAsset scl) =>
        new Dictionary<string, SceneAsset> { ["red"] = red, ["nir"] = nir, ["scl"] = scl };

    extension(Scene scene)
    {
        public SceneAsset Red => scene[BandRole.Red]!;
        public SceneAsset Nir => scene[BandRole.Nir]!;
        public SceneAsset Scl => scene[BandRole.Classes]!;

        /// <summary>With another asset for a band.</summary>
        public Scene With(string band, SceneAsset asset) =>
            scene with { Assets = new Dictionary<string, SceneAsset>(scene.Assets) { [band] = asset } };
    }
}
