using System.Collections.Concurrent;
using System.Runtime.Intrinsics;

namespace Vegetation.Worker.Reading;

/// <summary>
/// The classification and its mask under the working grid. A pixel is kept where all pixels of the classification that it touches are kept,
/// dilation included; overviews of the classification would drop a third of the clouds. It is dilated where a cloud lies in what it touches
/// and the dilation around it, so that no dilated mask is made and reduced. Where pixels of the grid are as fine or finer, spans are of one
/// pixel, and codes remain as they are.
/// </summary>
/// <param name="codes">Class codes of the acquisition, which its clouds are taken from.</param>
/// <param name="own">Those of the granule: 0 where only others have data. The same array where there is one granule.</param>
internal sealed class ReducedClasses(byte[] codes, byte[] own, MaskRule rule, WorkingGrid grid)
{
    const int RowsAtOnce = 32;

    static readonly byte Mixed = Sensor.Sentinel2.Classes.CodeOf(PixelClass.Unclassified);

    readonly (int Width, int Height) fine = (grid.Classes.Width, grid.Classes.Height);
    readonly ClassSpans across = ClassSpans.Across(grid), down = ClassSpans.Down(grid);
    readonly ReasonBits bits = new(rule);

    public ClassMap Map(int threads, PixelLease lease)
    {
        var reasons = lease.Take<byte>(across.Count * down.Count);
        var classes = grid.IsCoarse ? lease.Take<byte>(reasons.Length) : own;
        Parallels.ForEach(threads, CancellationToken.None, Partitioner.Create(0, down.Count, RowsAtOnce).GetDynamicPartitions(),
            () => new Room(fine.Width, across.Count, rule.DilationPixels),
            (rows, room) =>
            {
                for (var row = rows.Item1; row < rows.Item2; row++)
                {
                    var (start, stop) = (row * across.Count, (row + 1) * across.Count);
                    FindReasons(row, room, reasons.AsSpan(start..stop));
                    if (grid.IsCoarse) JoinCodes(row, room, classes.AsSpan(start..stop));
                }
            },
            _ => { });
        return new(new(classes, across.Count, grid.ClassRatio), new(reasons, across.Count, grid.ClassRatio), own);
    }

    ReadOnlySpan<byte> Line(byte[] plane, int row) => plane.AsSpan(row * fine.Width, fine.Width);

    /// <summary>From bits of columns to those of pixels: each span is the union of two of the shortest length.</summary>
    void FindReasons(int row, Room room, Span<byte> reasons)
    {
        JoinRows(row, room);
        SlidingBytes.OrAhead(room.Touched, across.Shortest);
        SlidingBytes.OrAhead(room.Near, across.Shortest + (2 * rule.DilationPixels));
        SlidingBytes.OrMasked(room.Near, ReasonBits.Dilates, room.Touched);
        across.Join(room.Touched, room.Joined);
        ReasonBits.ToReasons(room.Joined, reasons);
    }

    /// <summary>The bits of the rows that are touched, and whether something dilates in those and around them.</summary>
    void JoinRows(int row, Room room)
    {
        var (touched, first, end, k) = (room.Touched, down.First(row), down.End(row), rule.DilationPixels);
        var near = room.Near.AsSpan(k, fine.Width);
        touched.AsSpan().Clear();
        room.Near.AsSpan().Clear();
        for (var from = Math.Max(0, first - k); from < Math.Min(fine.Height, end + k); from++)
            if (from < first || from >= end) bits.Dilation.OrInto(Line(codes, from), near);
            else bits.OfCode.OrInto(Line(codes, from), touched);
        SlidingBytes.Or(touched, near);
        for (var from = first; own != codes && from < end; from++) ReasonBits.Missing.OrInto(Line(own, from), touched);
    }

    /// <summary>The code of all that a pixel touches, if they agree.</summary>
    void JoinCodes(int row, Room room, Span<byte> classes)
    {
        var (ones, zeros) = (room.Ones, room.Zeros);
        ones.AsSpan().Clear();
        zeros.AsSpan().Clear();
        for (var from = down.First(row); from < down.End(row); from++)
        {
            SlidingBytes.Or(Line(own, from), ones);
            SlidingBytes.OrNot(Line(own, from), zeros);
        }
        SlidingBytes.OrAhead(ones, across.Shortest);
        SlidingBytes.OrAhead(zeros, across.Shortest);
        across.Join(ones, classes);
        across.Join(zeros, room.Joined);
        KeepAgreed(classes, room.Joined);
    }

    /// <summary>Where no bit is both, all codes are the same.</summary>
    static void KeepAgreed(Span<byte> ones, ReadOnlySpan<byte> zeros)
    {
        var from = zeros.Vectors();
        var to = ones.Vectors();
        for (var i = 0; i < from.Length; i++)
            to[i] = Vector256.ConditionalSelect(Vector256.Equals(to[i] & from[i], Vector256<byte>.Zero), to[i], Vector256.Create(Mixed));
        for (var i = ByteVectors.Done(zeros.Length); i < zeros.Length; i++)
            if ((ones[i] & zeros[i]) != 0) ones[i] = Mixed;
    }

    /// <summary>What a thread needs for a row.</summary>
    sealed class Room(int columns, int pixels, int dilation)
    {
        public byte[] Touched { get; } = new byte[columns];

        /// <summary>The first column is as many before that of the others as clouds are dilated by.</summary>
        public byte[] Near { get; } = new byte[columns + (2 * dilation)];
        public byte[] Ones { get; } = new byte[columns];
        public byte[] Zeros { get; } = new byte[columns];
        public byte[] Joined { get; } = new byte[pixels];
    }
}
