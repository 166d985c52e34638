namespace Vegetation.Worker.Reading;

/// <summary>
/// The classification of a granule on the working grid: class codes, and what the mask makes of them (<see cref="MaskReason"/>). Where a
/// pixel of the grid lies over several of the classification, its code is theirs if they agree, else unclassified.
/// </summary>
/// <param name="Full">The codes of the classification itself, row by row.</param>
internal sealed record ClassMap(ClassPlane Codes, ClassPlane Reasons, byte[] Full)
{
    /// <param name="codes">Of the acquisition: clouds of another granule are dilated into this one.</param>
    /// <param name="own">Of the granule, 0 where only others have data.</param>
    public static ClassMap Of(byte[] codes, byte[] own, MaskRule rule, WorkingGrid grid, int threads, PixelLease lease) =>
        new ReducedClasses(codes, own, rule, grid).Map(threads, lease);

    /// <summary>True if the classification says that the satellite saw something here.</summary>
    public bool SawSomething(PixelWindow window)
    {
        for (var row = window.RowStart; row < window.RowStop; row++)
            if (Codes.Under(window, row).ContainsAnyExcept((byte)0)) return true;
        return false;
    }

    /// <summary>True if it says that the satellite saw every pixel here.</summary>
    public bool SawEverything(PixelWindow window)
    {
        for (var row = window.RowStart; row < window.RowStop; row++)
            if (Reasons.Under(window, row).Contains((byte)MaskReason.Nodata)) return false;
        return true;
    }
}
