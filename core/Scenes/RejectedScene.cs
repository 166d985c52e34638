namespace Vegetation.Core.Scenes;

/// <summary>A scene that was found but not selected, and why.</summary>
/// <param name="Reason">One of the words below.</param>
/// <param name="By">The scene that was selected instead, if there is one.</param>
public sealed record RejectedScene(string SceneId, string Tile, string Reason, string? By = null)
{
    /// <summary>The catalog returned what it was not asked for.</summary>
    public const string OutsideTheArea = "outside the area", OutsideTheWindow = "outside the window",
        AnotherCollection = "another collection";

    public const string TooCloudy = "too cloudy";

    /// <summary>Named twice by the catalog.</summary>
    public const string Duplicate = "duplicate";

    /// <summary>The same acquisition is there in a newer processing.</summary>
    public const string Superseded = "superseded";

    /// <summary>Its acquisition has more granules than a worker merges.</summary>
    public const string GranuleLimit = "granule-limit";

    public const string LessClear = "less clear", Older = "older";

    /// <summary>As clear and as new: the order of the ids decided.</summary>
    public const string Equal = "equal";

    public const string NotTheFirst = "not the first";
    public const string BeyondMaxScenes = "beyond maxScenes";
}
