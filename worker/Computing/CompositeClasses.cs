using Vegetation.Worker.Reading;

namespace Vegetation.Worker.Computing;

/// <summary>
/// The classes of a composite: for each pixel of the classification that of the acquisition of the best rank in which the mask keeps it,
/// else of the best rank in which it was seen.
/// </summary>
internal sealed class CompositeClasses(MaskRule rule, WorkingGrid grid)
{
    const byte NotSeen = 255, Dropped = 128;

    readonly byte[] codes = new byte[grid.Classes.Width * grid.Classes.Height];
    readonly byte[] keys = [.. Enumerable.Repeat(NotSeen, grid.Classes.Width * grid.Classes.Height)];
    readonly bool[] isKept = [.. Enumerable.Range(0, 256).Select(code => rule.ReasonOf(code) == MaskReason.Kept)];

    public void Add(int rank, byte[] ofAcquisition)
    {
        for (var i = 0; i < codes.Length; i++)
        {
            var code = ofAcquisition[i];
            if (code == 0) continue;
            var key = (byte)(isKept[code] ? rank : Dropped + rank);
            if (key < keys[i]) (keys[i], codes[i]) = (key, code);
        }
    }

    public ClassMap Map(int threads, PixelLease lease) => ClassMap.Of(codes, codes, rule, grid, threads, lease);
}
