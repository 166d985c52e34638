namespace Vegetation.Core.Scenes;

/// <summary>What can be without a work unit.</summary>
[Flags]
public enum Gap
{
    /// <summary>A land tile of the area.</summary>
    Tile = 1,

    /// <summary>A scene that was found but not selected.</summary>
    Scene = 2,

    /// <summary>A catalog's item that cannot become a scene.</summary>
    Item = 4,
}

/// <summary>Why something has no work unit: the one place for each such reason. docs/operations.md has the same table.</summary>
/// <param name="Of">What it is given for.</param>
/// <param name="Name">For machines, as "too-cloudy".</param>
/// <param name="Meaning">For people.</param>
/// <param name="Remedy">What to do about it.</param>
public sealed partial record GapReason(Gap Of, string Name, string Meaning, string Remedy = "nothing");
