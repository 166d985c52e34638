using System.Buffers;
using Vegetation.Worker.Contract;

namespace Vegetation.Worker.Reading;

/// <summary>A band as one thread decodes it, a window of the working grid at a time.</summary>
internal sealed class DecodedBand(BandView view, PixelWindow largest) : IDisposable
{
    readonly RasterReader reader = view.Open();
    readonly ushort[] row = new ushort[view.Ratio == 1 ? 0 : largest.Width];
    ushort[] samples = [];
    PixelWindow whole, window;
    int stride;

    /// <summary>Decodes the samples under a window of the working grid. Windows begin at whole samples.</summary>
    /// <exception cref="RasterException">a block does not decode.</exception>
    public void Decode(PixelWindow of)
    {
        (whole, window) = (of, of.DividedBy(view.Ratio));
        stride = Math.Max(reader.BlockWidth, window.Width);
        var room = stride * Math.Max(window.Height, reader.BlockHeight); // of whole blocks: those are decoded in place
        if (samples.Length < room)
        {
            ArrayPool<ushort>.Shared.Return(samples);
            samples = ArrayPool<ushort>.Shared.Rent(room);
        }
        reader.Read<ushort>(1, window.ColumnStart, window.RowStart, window.Width, window.Height, samples, stride);
    }

    /// <summary>The DN of the pixels of a row of the working grid; good until the next row is asked for.</summary>
    public ReadOnlySpan<ushort> Row(int ofGrid, int pixels)
    {
        var line = samples.AsSpan(((ofGrid / view.Ratio) - window.RowStart) * stride, window.Width);
        if (view.Ratio == 1) return line;
        for (var i = 0; i < pixels; i++) row[i] = line[i / view.Ratio];
        return row.AsSpan(0, pixels);
    }

    /// <summary>How many blocks hold nothing but zeros where the classification saw every pixel.</summary>
    /// <exception cref="UnitFailure">failed(missing-block): one is absent where the satellite saw something.</exception>
    public int CheckBlocks(ClassMap classes)
    {
        var empty = 0;
        foreach (var block in window.Split(reader.BlockWidth, reader.BlockHeight))
        {
            var ofGrid = block.MultipliedBy(view.Ratio, whole);
            if (reader.HasMissingBlocks(1, block.ColumnStart, block.RowStart, block.Width, block.Height) && classes.SawSomething(ofGrid))
                throw new UnitFailure(Reason.MissingBlock,
                    $"{view.Name} lacks the block at column {block.ColumnStart}, row {block.RowStart}");
            if (IsZero(block) && classes.SawEverything(ofGrid)) empty++;
        }
        return empty;
    }

    public void Dispose()
    {
        reader.Dispose();
        ArrayPool<ushort>.Shared.Return(samples);
        samples = [];
    }

    bool IsZero(PixelWindow block)
    {
        for (var y = block.RowStart; y < block.RowStop; y++)
            if (samples.AsSpan(((y - window.RowStart) * stride) + block.ColumnStart - window.ColumnStart, block.Width)
                .ContainsAnyExcept((ushort)0)) return false;
        return true;
    }
}
