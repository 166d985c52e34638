namespace Vegetation.Core.Scenes;

public sealed partial record GapReason
{
    const string AnotherCatalog = "use another catalog",
        NotAsked = "the catalog returned a scene that does not match the search",
        NotSelected = "another scene of the tile was selected, by the rule in `selection`",
        Implausible = "the field is missing or implausible; for `tile`: the item's fields name several tiles, or none";

    public static readonly GapReason
        NoAcquisition = new(Gap.Tile, "no-acquisition", "the catalog lists no scene of the tile in that time",
            "use a longer time; each place is imaged every two to five days"),
        Outside = new(Gap.Tile, "outside", "the scenes are outside the area, the window or the collections"),
        Unreadable = new(Gap.Tile, "unreadable", "its items cannot be read; each has its reason", AnotherCatalog),
        TooCloudy = new(Gap.Tile | Gap.Scene, "too-cloudy", "over `maxCloudCover`; of a tile: all its scenes",
            "raise it, or use a longer time"),
        BeyondMaxScenes = new(Gap.Tile | Gap.Scene, "beyond-max-scenes", "the number of scenes was limited", "raise `maxScenes`"),

        OutsideTheArea = new(Gap.Scene, "outside-the-area", NotAsked),
        OutsideTheWindow = new(Gap.Scene, "outside-the-window", NotAsked),
        AnotherCollection = new(Gap.Scene, "another-collection", NotAsked),
        Duplicate = new(Gap.Scene, "duplicate", "the same scene is listed twice"),
        Superseded = new(Gap.Scene, "superseded", "the same acquisition exists in a newer processing"),
        GranuleLimit = new(Gap.Scene, "granule-limit", "the acquisition has more granules than a worker merges"),
        HardlyClear = new(Gap.Tile | Gap.Scene, "hardly-clear",
            "for a composite: less than a twentieth of the tile is clear; of a tile: in all its scenes",
            "use a longer time"),
        AcquisitionLimit = new(
            Gap.Scene, "acquisition-limit", "the composite has the 60 clearest acquisitions already", "use a shorter time"),
        LessClear = new(Gap.Scene, "less-clear", NotSelected),
        Older = new(Gap.Scene, "older", NotSelected),
        Equal = new(Gap.Scene, "equal", NotSelected), // as clear and as new: the order of the ids decided
        NotTheFirst = new(Gap.Scene, "not-the-first", NotSelected),

        BadJson = new(Gap.Item, "json", "not the JSON of an item", AnotherCatalog),
        TooLarge = new(Gap.Item, "too-large", "larger than 1 MiB", AnotherCatalog),
        FieldTwice = new(Gap.Item, "field-twice", "a field occurs twice; `detail` names it", AnotherCatalog),
        BadId = new(Gap.Item, "id", Implausible, AnotherCatalog),
        BadTile = new(Gap.Item, "tile", Implausible, AnotherCatalog),
        BadTime = new(Gap.Item, "datetime", Implausible, AnotherCatalog),
        BadBaseline = new(Gap.Item, "baseline", Implausible, AnotherCatalog),
        BadGrid = new(Gap.Item, "grid", Implausible, AnotherCatalog),
        BadOffset = new(Gap.Item, "offset", Implausible, AnotherCatalog),
        MissingAsset = new(Gap.Item, "missing-asset", "no readable file of a band that is needed", AnotherCatalog),
        AssetsOfAnotherScene = new(Gap.Item, "assets-of-another-scene", "files in another scene's folder", AnotherCatalog);

    /// <summary>Every reason.</summary>
    public static IReadOnlyList<GapReason> All { get; } =
    [
        NoAcquisition, Outside, Unreadable, TooCloudy, BeyondMaxScenes,
        OutsideTheArea, OutsideTheWindow, AnotherCollection, Duplicate, Superseded, GranuleLimit, HardlyClear, AcquisitionLimit,
        LessClear, Older, Equal, NotTheFirst,
        BadJson, TooLarge, FieldTwice, BadId, BadTile, BadTime, BadBaseline, BadGrid, BadOffset, MissingAsset, AssetsOfAnotherScene,
    ];
}
