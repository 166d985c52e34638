using Vegetation.Core.Grid;
using Vegetation.Core.Ndvi;
using Vegetation.Core.Requests;
using Vegetation.Raster;

namespace Vegetation.Functions.Aggregation.Maps;

/// <summary>NDVI mean of a map minus that of an earlier one on the same grid, x 10000, -20000..20000; nodata where either has none.</summary>
/// <param name="Difference">Frame.Rows rows of Frame.Columns values.</param>
public sealed record ChangeMap(MapFrame Frame, short[] Difference)
{
    /// <summary>Outside of all differences, among which -19999 is one.</summary>
    public const short Nodata = short.MinValue;

    /// <param name="earlier">A file that <see cref="WorldMap.WriteCog"/> wrote.</param>
    /// <returns>The change, or null and why there is none.</returns>
    public static (ChangeMap? Change, string? None) Between(WorldMap map, string earlier)
    {
        try
        {
            using var reader = RasterReader.OpenFile(earlier);
            if (!reader.Holds<int>() || reader.Grid != map.Frame.GeoGrid()) return (null, "the earlier map lies on another grid");
            return (new ChangeMap(map.Frame, Subtract(map, reader)), null);
        }
        catch (RasterException e)
        {
            return (null, $"the earlier map cannot be read: {e.Message}");
        }
    }

    public void WriteCog(string path, Window window, string earlierRun) => CogWriter.Write<short>(
        path, Frame.GeoGrid(), [Difference], Nodata, [new BandInfo("change of the NDVI mean", NdviMath.Scale)],
        new CogOptions { Tags = MapTags.Of(Frame, window).Append(new("MINUS", earlierRun)).ToDictionary(StringComparer.Ordinal) });

    static short[] Subtract(WorldMap map, RasterReader reader)
    {
        var columns = map.Frame.Columns;
        var (difference, row) = (new short[map.Mean.Length], new int[columns]);
        for (var start = 0; start < difference.Length; start += columns)
        {
            reader.Read(1, 0, start / columns, columns, 1, row.AsSpan());
            for (var i = 0; i < columns; i++)
                difference[start + i] = map.Mean[start + i] == WorldMap.Nodata || row[i] == WorldMap.Nodata ? Nodata : (short)Math.Clamp(map.Mean[start + i] - row[i], -20000, 20000);
        }
        return difference;
    }
}
