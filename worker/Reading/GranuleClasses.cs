using Vegetation.Worker.Fetching;

namespace Vegetation.Worker.Reading;

/// <summary>The classes of all granules of a unit, each with the reasons that its pixels have next to those of the others.</summary>
internal sealed class GranuleClasses
{
    readonly List<ClassMap> maps;

    /// <exception cref="Contract.UnitFailure">failed(missing-block).</exception>
    public GranuleClasses(FetchedUnit fetched, WorkingGrid grid, int threads, PixelLease lease)
    {
        var rule = fetched.Unit.Mask.ToRule();
        List<byte[]> own = [.. fetched.Granules.Select(files => ClassCodes.Read(files, rule, grid.Classes, threads, lease))];
        maps = [.. own.Select((codes, i) => ClassMap.Of(FirstCodes(own, i), codes, rule, grid, threads, lease))];
        Merged = maps is [var only] ? only : ClassMap.Of(FirstCodes(own, 0), FirstCodes(own, 0), rule, grid, threads, lease);
    }

    /// <summary>The classes of the whole.</summary>
    public ClassMap Merged { get; }

    public ClassMap Of(int granule) => maps[granule];

    /// <summary>The codes of one granule and, where it has none, of the first other that has.</summary>
    static byte[] FirstCodes(List<byte[]> own, int granule)
    {
        if (own.Count == 1) return own[0];
        var codes = (byte[])own[granule].Clone();
        foreach (var other in own) SlidingBytes.FillZeros(other, codes);
        return codes;
    }
}
