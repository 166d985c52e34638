using System.Globalization;
using Vegetation.Core.Indices;
using Vegetation.Core.Requests;
using Vegetation.Core.Sums;
using Vegetation.Raster;

namespace Vegetation.Products.Maps;

/// <summary>
/// NDVI mean of a map minus that of an earlier one on the same grid, x 10000, -20000..20000; nodata where either has none.
/// </summary>
/// <param name="Difference">Frame.Rows rows of Frame.Columns values.</param>
sealed record ChangeMap(MapFrame Frame, short[] Difference)
{
    /// <summary>Outside the range of differences, which includes -19999.</summary>
    public const short Nodata = short.MinValue;

    const int Largest = 10000; // NDVI 1

    /// <param name="earlier">A file that <see cref="WorldMap.WriteCog"/> wrote.</param>
    /// <returns>The change, or null and the reason.</returns>
    public static (ChangeMap? Change, string? UnavailableReason) Between(WorldMap map, string earlier)
    {
        try
        {
            using var reader = RasterReader.OpenFile(earlier);
            if (!reader.Holds<int>() || reader.Nodata != WorldMap.Nodata) return (null, "the earlier map has another format");
            if (reader.Grid != map.Frame.GeoGrid()) return (null, "the earlier map is on another grid");
            var difference = Subtract(map, reader, earlier);
            return difference.AsSpan().ContainsAnyExcept(Nodata) ? (new(map.Frame, difference), null)
                : (null, "no cell has NDVI in both maps");
        }
        catch (RasterException e)
        {
            return (null, $"the earlier map cannot be read: {e.Message}");
        }
    }

    public void WriteCog(string path, Window window, string earlierRun) => CogWriter.Write<short>(
        path, Frame.GeoGrid(), [Difference], Nodata,
        [new BandInfo($"change of the NDVI mean, -2 to 2, nodata {Nodata}", SpectralIndex.Scale)],
        new CogOptions { Tags = MapTags.Of(Frame, window).Append(new("MINUS", earlierRun)).ToDictionary(StringComparer.Ordinal) });

    static short[] Subtract(WorldMap map, RasterReader reader, string path)
    {
        var (columns, rows) = (map.Frame.Columns, map.Frame.Rows);
        var difference = new short[columns * rows];
        var before = new int[columns * reader.BlockHeight]; // a row of blocks, so that each is decoded once
        for (var row = 0; row < rows; row += reader.BlockHeight)
        {
            var height = Math.Min(reader.BlockHeight, rows - row);
            reader.Read(1, 0, row, columns, height, before.AsSpan());
            for (var i = 0; i < columns * height; i++)
                difference[row * columns + i] = Minus(map.Mean[row * columns + i], Checked(before[i], path));
        }
        return difference;
    }

    static short Minus(int now, int before) => now == WorldMap.Nodata || before == WorldMap.Nodata ? Nodata : (short)(now - before);

    static int Checked(int ndvi, string path) => ndvi is >= -Largest and <= Largest or WorldMap.Nodata
        ? ndvi
        : throw new RasterException("read", path, string.Create(CultureInfo.InvariantCulture, $"a cell holds {ndvi}, not {-Largest} to "
            + $"{Largest} or {WorldMap.Nodata}"));
}
