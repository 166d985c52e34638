using Vegetation.Core.Grid;
using Vegetation.Core.Ndvi;
using Vegetation.Raster;

namespace Vegetation.Functions.Aggregation;

/// <summary>
/// The cells of all tiles as one raster in latitude and longitude, cut to the cells that hold something.
/// Bands, int16 x 10000, nodata -19999: NDVI mean, NDVI standard deviation, share of observed pixels that are valid.
/// </summary>
public sealed class WorldMap
{
    public MapExtent Extent { get; }
    public short[] Mean { get; }
    public short[] StandardDeviation { get; }
    public short[] ValidShare { get; }

    WorldMap(MapExtent extent)
    {
        Extent = extent;
        (Mean, StandardDeviation, ValidShare) = (Empty(extent), Empty(extent), Empty(extent));
    }

    /// <returns>The map, or null where no cell was observed.</returns>
    public static WorldMap? From(CellGrid grid, IReadOnlyDictionary<int, CellSum> sums)
    {
        var observed = sums.Where(s => s.Value.Observed > 0).ToList();
        if (observed.Count == 0) return null;
        var (top, bottom) = (observed.Min(s => s.Key / grid.Columns), observed.Max(s => s.Key / grid.Columns));
        var (left, right) = (observed.Min(s => s.Key % grid.Columns), observed.Max(s => s.Key % grid.Columns));
        var map = new WorldMap(ExtentOf(grid, left, top, right - left + 1, bottom - top + 1));
        foreach (var (cell, sum) in observed) map.Set((cell / grid.Columns - top) * map.Extent.Columns + cell % grid.Columns - left, sum);
        return map;
    }

    public void WriteCog(string path) => CogWriter.Write<short>(
        path,
        new GeoGrid(Extent.Columns, Extent.Rows, Extent.West, Extent.North, 1.0 / Extent.CellsPerDegree, 4326),
        [Mean, StandardDeviation, ValidShare],
        NdviMath.Nodata,
        [Band("NDVI mean"), Band("NDVI standard deviation"), Band("valid share")],
        new CogOptions());

    public void WritePicture(string path) => PngWriter.Write(path, Extent.Columns, Extent.Rows, NdviRamp.Picture(Mean));

    void Set(int index, in CellSum sum)
    {
        ValidShare[index] = Scaled((double)sum.Valid / sum.Observed);
        if (sum.Valid == 0) return;
        var mean = (double)sum.Sum / sum.Valid;
        var variance = (double)sum.SumSquares / sum.Valid - mean * mean;
        Mean[index] = (short)Math.Round(mean, MidpointRounding.AwayFromZero);
        StandardDeviation[index] = (short)Math.Round(Math.Sqrt(Math.Max(0, variance)), MidpointRounding.AwayFromZero);
    }

    static MapExtent ExtentOf(CellGrid grid, int left, int top, int columns, int rows)
    {
        var (west, north) = (left * grid.CellDegrees - 180, 90 - top * grid.CellDegrees);
        return new MapExtent(west, north - rows * grid.CellDegrees, west + columns * grid.CellDegrees, north, columns, rows, grid.CellsPerDegree);
    }

    static short Scaled(double share) => (short)Math.Round(share * 10000, MidpointRounding.AwayFromZero);

    static BandInfo Band(string description) => new(description, NdviMath.Scale);

    static short[] Empty(MapExtent extent)
    {
        var band = new short[extent.Columns * extent.Rows];
        Array.Fill(band, NdviMath.Nodata);
        return band;
    }
}
