namespace Vegetation.Core.Scenes;

/// <summary>A scene that was found but not selected, and why.</summary>
/// <param name="Reason">The name of a <see cref="GapReason"/>.</param>
/// <param name="By">The scene that was selected instead, if there is one.</param>
public sealed record RejectedScene(string SceneId, string Tile, string Reason, string? By = null)
{
    public static RejectedScene Of(Candidate scene, GapReason reason, string? by = null) => new(scene.Id, scene.Tile, reason.Name, by);
}
