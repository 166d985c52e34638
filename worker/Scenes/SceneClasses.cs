using System.Collections.Concurrent;
using Vegetation.Core.Masking;
using Vegetation.Core.Units;
using Vegetation.Raster;
using Vegetation.Worker.Assets;

namespace Vegetation.Worker.Scenes;

/// <summary>The scene classification, whole: class codes and what the mask makes of them, at 20 m, row-major.</summary>
internal sealed record SceneClasses(byte[] Codes, byte[] Fates, int Width)
{
    const int RowsAtOnce = 256;

    public static SceneClasses Read(SceneFiles files, SceneGrid grid, MaskRule rule, int threads)
    {
        using var reader = RasterReader.OpenMemory(files.Scl);
        // Absent blocks read as class 0 and would drop good pixels without a word.
        if (reader.HasMissingBlocks(1, 0, 0, grid.SclWidth, grid.SclHeight)) throw new UnitFailure(UnitStatus.Failed, "missing-block", "scl lacks a block");
        var codes = ReadCodes(files.Scl, grid, Math.Max(reader.BlockHeight, RowsAtOnce), threads);
        return new(codes, MaskGrid.Build(codes, grid.SclWidth, grid.SclHeight, rule, threads), grid.SclWidth);
    }

    static byte[] ReadCodes(MemoryFile file, SceneGrid grid, int rowsAtOnce, int threads)
    {
        var codes = new byte[grid.SclWidth * grid.SclHeight];
        BlockDecoder.ForEach(threads, CancellationToken.None, Partitioner.Create(0, grid.SclHeight, rowsAtOnce).GetDynamicPartitions(),
            () => RasterReader.OpenMemory(file),
            (rows, reader) => reader.Read(1, 0, rows.Item1, grid.SclWidth, rows.Item2 - rows.Item1, codes.AsSpan(rows.Item1 * grid.SclWidth)),
            reader => reader.Dispose());
        return codes;
    }

    public ReadOnlySpan<byte> CodesOf(PixelWindow window, int row) => Row(Codes, window, row);
    public ReadOnlySpan<byte> FatesOf(PixelWindow window, int row) => Row(Fates, window, row);

    /// <summary>True if the classification says that the satellite saw something here.</summary>
    public bool SawSomething(PixelWindow window)
    {
        for (var row = window.RowStart; row < window.RowStop; row++)
            if (CodesOf(window, row).ContainsAnyExcept((byte)0)) return true;
        return false;
    }

    /// <summary>True if it says that the satellite saw every pixel here.</summary>
    public bool SawEverything(PixelWindow window)
    {
        for (var row = window.RowStart; row < window.RowStop; row++)
            if (CodesOf(window, row).Contains((byte)0)) return false;
        return true;
    }

    /// <summary>10 m pixels by class; [12] holds codes that do not exist.</summary>
    public long[] CountByClass(GeoGrid pixels)
    {
        var counts = new long[13];
        for (var row = 0; row * 2 < pixels.Height; row++)
        {
            var codes = Codes.AsSpan(row * Width, Width);
            var rows = Math.Min(2, pixels.Height - (row * 2));
            foreach (var code in codes) counts[Math.Min(code, (byte)12)] += 2 * rows;
            if (pixels.Width % 2 != 0) counts[Math.Min(codes[^1], (byte)12)] -= rows; // the last one covers one column only
        }
        return counts;
    }

    // A 20 m pixel covers 2 x 2 of 10 m. Blocks have even origins, so column c of a window is class c / 2 of this row.
    ReadOnlySpan<byte> Row(byte[] all, PixelWindow window, int row) =>
        all.AsSpan((row / 2 * Width) + (window.ColumnStart / 2), (window.Width + 1) / 2);
}
