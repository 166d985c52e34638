using Vegetation.Core.Masking;
using Vegetation.Raster;
using Vegetation.Worker.Reading;

namespace Vegetation.Tests.Worker;

/// <summary>
/// A classification, and what mask and resolution make of it, one pixel after the other and in whole numbers: the reference of what the
/// worker does a vector at a time.
/// </summary>
/// <param name="Codes">Of the acquisition, height x width.</param>
/// <param name="Own">Of the granule: 0 where only others have data.</param>
/// <param name="Ratio">Pixels of the classification in one of the grid, as a fraction.</param>
internal sealed record PlainClasses(byte[] Codes, byte[] Own, MaskRule Rule, WorkingGrid Grid, (int Over, int Under) Ratio)
{
    static readonly MaskReason[] Order =
    [
        MaskReason.Nodata, MaskReason.Saturated, MaskReason.Cloud, MaskReason.CloudShadow, MaskReason.Cirrus, MaskReason.Snow,
        MaskReason.Masked, MaskReason.Dilated, MaskReason.Kept,
    ];

    int Width => Grid.Classes.Width;
    int Height => Grid.Classes.Height;

    /// <param name="metres">Of the grid: its pixels are extent / width. The last column of the classification may lie half beyond.</param>
    public static PlainClasses Random(Random any, int width, int height, int metres)
    {
        var extent = (2 * width) - any.Next(2); // in pixels of 10 m
        var (over, under) = metres == 10 ? (1, 2) : metres == 20 ? (1, 1) : (extent, 2 * Covering(extent, metres / 10));
        GeoGrid Of(int across, int down, double size) => new(across, down, 600000, 5000000, size, 32632);
        var grid = new WorkingGrid(
            Of(Covering(extent * under, 2 * over), Covering(height * under, over), 20.0 * over / under), Of(width, height, 20));
        var rule = new MaskRule([.. Enumerable.Range(0, 12).Where(_ => any.Next(3) > 0)], any.Next(MaskRule.MaxDilationPixels + 1));
        var own = RandomCodes(any, width * height);
        if (any.Next(2) == 0) return new(own, own, rule, grid, (over, under));
        var other = RandomCodes(any, own.Length);
        return new([.. own.Zip(other, (mine, theirs) => mine == 0 ? theirs : mine)], own, rule, grid, (over, under));
    }

    static int Covering(int size, int ratio) => (size + ratio - 1) / ratio;

    /// <summary>Runs of equal codes, as long and as strange as chance wills.</summary>
    static byte[] RandomCodes(Random any, int count)
    {
        var codes = new byte[count];
        var (longest, codesInUse, clear) = (any.Next(1, 40), any.Next(2) == 0 ? 12 : 256, any.Next(3) == 0);
        for (int i = 0, stop; i < count; i = stop)
        {
            stop = Math.Min(count, i + any.Next(1, longest + 1));
            codes.AsSpan(i..stop).Fill(clear && any.Next(20) > 0 ? (byte)4 : (byte)any.Next(codesInUse));
        }
        return codes;
    }

    public ClassMap Map(int threads) => ClassMap.Of(Codes, Own, Rule, Grid, threads, new(new()));

    public bool HasReasons(ClassMap map)
    {
        var (fine, plane) = (FineReasons(), map.Reasons);
        return Enumerable.Range(0, plane.Samples.Length).All(at =>
            plane.Samples[at] == (byte)Order[Touched(at, plane.Width).Min(i => Array.IndexOf(Order, fine[i]))]);
    }

    public bool HasCodes(ClassMap map) => Enumerable.Range(0, map.Codes.Samples.Length).All(at =>
        map.Codes.Samples[at] == (Touched(at, map.Codes.Width).Select(i => Own[i]).Distinct().ToList() is [var code] ? code : 7));

    /// <summary>How many of the classification's pixels have a code, in each pixel of a window's row.</summary>
    public byte[] Counts(PixelWindow window, int row, Func<byte, bool> isCounted)
    {
        var counts = new byte[window.Width];
        for (var i = 0; i < Own.Length; i++)
        {
            if (!isCounted(Own[i]) || Middle(i / Width, Grid.Pixels.Height) != row) continue;
            var column = Middle(i % Width, Grid.Pixels.Width);
            if (column >= window.ColumnStart && column < window.ColumnStop) counts[column - window.ColumnStart]++;
        }
        return counts;
    }

    public override string ToString() =>
        $"{Width} x {Height}, {Ratio}, classes {string.Join(',', Rule.Classes)}, dilation {Rule.DilationPixels}, own {Own != Codes}";

    /// <summary>The pixels of the classification under one of a plane, which are no smaller.</summary>
    IEnumerable<int> Touched(int at, int width)
    {
        var (over, under) = Ratio.Over < Ratio.Under ? (1, 1) : Ratio;
        var (row, column) = (at / width, at % width);
        for (var y = row * over / under; y < Math.Min(Height, Covering((row + 1) * over, under)); y++)
            for (var x = column * over / under; x < Math.Min(Width, Covering((column + 1) * over, under)); x++)
                yield return (y * Width) + x;
    }

    int Middle(int fine, int pixels) => Math.Min(pixels - 1, ((2 * fine) + 1) * Ratio.Under / (2 * Ratio.Over));

    MaskReason[] FineReasons() =>
        [.. Enumerable.Range(0, Own.Length).Select(i => Own[i] == 0 ? MaskReason.Nodata : FineReason(i / Width, i % Width))];

    MaskReason FineReason(int row, int column)
    {
        var code = Codes[(row * Width) + column];
        if (code > 11) return MaskReason.Masked;
        if (Rule.Classes.Contains(code))
            return code switch
            {
                1 => MaskReason.Saturated,
                3 => MaskReason.CloudShadow,
                8 or 9 => MaskReason.Cloud,
                10 => MaskReason.Cirrus,
                11 => MaskReason.Snow,
                _ => MaskReason.Masked,
            };
        for (var y = Math.Max(0, row - Rule.DilationPixels); y <= Math.Min(Height - 1, row + Rule.DilationPixels); y++)
            for (var x = Math.Max(0, column - Rule.DilationPixels); x <= Math.Min(Width - 1, column + Rule.DilationPixels); x++)
                if (Codes[(y * Width) + x] is 3 or 8 or 9 or 10 && Rule.Classes.Contains(Codes[(y * Width) + x])) return MaskReason.Dilated;
        return MaskReason.Kept;
    }
}
