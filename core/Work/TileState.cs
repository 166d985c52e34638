namespace Vegetation.Core.Work;

/// <summary>How a land tile of the area stands in a plan where no scene of it was rejected by the selection.</summary>
public static class TileState
{
    public const string Taken = "taken", Unreadable = "unreadable", Outside = "outside", NoAcquisition = "no acquisition";
}
