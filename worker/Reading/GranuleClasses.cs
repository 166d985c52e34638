using Vegetation.Worker.Fetching;

namespace Vegetation.Worker.Reading;

/// <summary>The classes of all granules of a unit, each with the reasons that its pixels have next to those of the others.</summary>
internal sealed class GranuleClasses
{
    readonly WorkingGrid grid;
    readonly List<ClassMap> maps;

    /// <exception cref="Contract.UnitFailure">failed(missing-block).</exception>
    public GranuleClasses(FetchedUnit fetched, WorkingGrid grid, int threads)
    {
        this.grid = grid;
        var rule = fetched.Unit.Mask.ToRule();
        var views = fetched.Granules.Select(files => BandView.Of(files, BandRole.Classes));
        List<ClassMap> own = [.. views.Select(view => ClassMap.Read(view, grid, rule, threads))];
        maps = own is [_] ? own : [.. own.Select((map, i) => ClassMap.Of(map.Codes.Samples, ReasonsOf(own, i, rule, threads), grid))];
        Merged = own is [var only] ? only : ClassMap.Of(FirstCodes(own, 0), [], grid);
    }

    /// <summary>The classes of the whole; of several granules without reasons.</summary>
    public ClassMap Merged { get; }

    public ClassMap Of(int granule) => maps[granule];

    byte[] ReasonsOf(IReadOnlyList<ClassMap> own, int granule, MaskRule rule, int threads)
    {
        var merged = MaskGrid.Build(FirstCodes(own, granule), grid.ClassWidth, grid.ClassHeight, rule, threads);
        for (var i = 0; i < merged.Length; i++)
            if (own[granule].Codes.Samples[i] == 0) merged[i] = (byte)MaskReason.Nodata;
        return merged;
    }

    /// <summary>The codes of one granule and, where it has none, of the first other that has.</summary>
    static byte[] FirstCodes(IReadOnlyList<ClassMap> own, int granule)
    {
        var codes = (byte[])own[granule].Codes.Samples.Clone();
        foreach (var other in own)
            for (var i = 0; i < codes.Length; i++)
                if (codes[i] == 0) codes[i] = other.Codes.Samples[i];
        return codes;
    }
}
