using Vegetation.Core.Ndvi;
using Vegetation.Core.Scenes;
using Vegetation.Core.Units;

namespace Vegetation.Worker.Scenes;

/// <summary>The offset of a granule: what its catalog states, and what its red pixels make of that.</summary>
internal static class SceneOffset
{
    /// <exception cref="UnitFailure">invalid(baseline): the catalog states none.</exception>
    public static BoaOffset Stated(Scene scene)
    {
        try
        {
            return OffsetRule.Resolve(scene);
        }
        catch (FormatException e)
        {
            throw new UnitFailure(UnitStatus.Invalid, "baseline", e.Message, e);
        }
    }

    public static BoaOffset Judged(Scene scene, in OffsetEvidence evidence)
    {
        OffsetRule.TryBaseline(scene.Baseline, out var baseline);
        return evidence.Judge(Stated(scene), mayBeRaw: baseline >= 4);
    }
}
