using Vegetation.Core.Requests;
using Vegetation.Core.Scenes;

namespace Vegetation.Functions.Searching;

/// <summary>
/// Applies a request to what a catalog returned: catalogs may ignore a filter without saying so. Clouds are left to the choice, which tells a tile that
/// was cloudy all the time from one that was never seen.
/// </summary>
public sealed class SceneFilter(Request request)
{
    readonly AreaGeometry area = new(request.Area);

    /// <returns>Why the scene is none of the request, or null when it is one.</returns>
    /// <param name="collections">Those that the catalog was asked for.</param>
    public string? RejectionReason(Scene scene, IReadOnlyList<string> collections)
    {
        if (!collections.Contains(scene.Collection)) return RejectedScene.AnotherCollection;
        if (!request.Window.Contains(scene.Sensed)) return RejectedScene.OutsideTheWindow;
        return area.Touches(scene) ? null : RejectedScene.OutsideTheArea;
    }
}
