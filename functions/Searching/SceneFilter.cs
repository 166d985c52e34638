using Vegetation.Core.Requests;
using Vegetation.Core.Scenes;

namespace Vegetation.Functions.Searching;

/// <summary>
/// Applies a request to what a catalog returned: catalogs may ignore a filter silently. Clouds are left to the selection, which
/// distinguishes a tile that was always cloudy from one that was never imaged.
/// </summary>
internal sealed class SceneFilter(Request request)
{
    readonly AreaGeometry area = new(request.Area);

    /// <returns>Why the scene does not match the request, or null if it does.</returns>
    /// <param name="collections">Those that the catalog was asked for.</param>
    public string? RejectionReason(Scene scene, IReadOnlyList<string> collections)
    {
        if (!collections.Contains(scene.Collection)) return GapReason.AnotherCollection.Name;
        if (!request.Window.Contains(scene.Sensed)) return GapReason.OutsideTheWindow.Name;
        return area.Touches(scene) ? null : GapReason.OutsideTheArea.Name;
    }
}
