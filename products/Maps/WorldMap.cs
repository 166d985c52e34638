using Vegetation.Core.Indices;
using Vegetation.Core.Requests;
using Vegetation.Core.Sums;
using Vegetation.Raster;

namespace Vegetation.Products.Maps;

/// <summary>
/// The cells of all tiles as one raster in latitude and longitude, the shape of MOD13C1 where it is the whole Earth: 7200 x 3600 cells of
/// 0.05 degree. Each band holds Frame.Rows rows of Frame.Columns values, north up. Means and shares are x 10000, nodata -19999 where
/// nothing was observed.
/// </summary>
sealed class WorldMap
{
    public const int Nodata = SpectralIndex.Nodata;

    /// <summary>The bands of the file, from 1 on.</summary>
    public const int MeanBand = 1, StandardDeviationBand = 2, ObservationsBand = 3, ClearShareBand = 4, SnowWaterShareBand = 5;

    const int Shares = 10000;

    /// <summary>Stored shares x ShareScale are 0..1.</summary>
    public const double ShareScale = 1.0 / Shares;

    public MappedIndex Mapped { get; }
    public MapFrame Frame { get; }

    /// <summary>The index over all valid pixels, which are land: nodata also where no pixel was valid, as on open water.</summary>
    public int[] Mean { get; }

    public int[] StandardDeviation { get; }

    /// <summary>
    /// Valid pixels, of all scenes, as large as <see cref="MappedIndex.CountedMetres"/> says. A cell of 0.05 degree holds up to 310,000 of
    /// 10 m of each scene, so all bands are 32 bits wide.
    /// </summary>
    public int[] Observations { get; }

    /// <summary>Clear pixels as a share of the observed ones, water included: how well the cell was seen.</summary>
    public int[] ClearShare { get; }

    /// <summary>Valid pixels as a share of the observed ones: how much of the cell its mean represents. Not a band of the file.</summary>
    public int[] ValidShare { get; }

    /// <summary>Snow, ice and water as a share of the observed pixels.</summary>
    public int[] SnowWaterShare { get; }

    WorldMap(MappedIndex mapped, MapFrame frame)
    {
        (Mapped, Frame) = (mapped, frame);
        (Mean, StandardDeviation, Observations) = (Empty(), Empty(), Empty());
        (ClearShare, ValidShare, SnowWaterShare) = (Empty(), Empty(), Empty());
    }

    /// <returns>The map, or null if nothing was observed within the frame.</returns>
    public static WorldMap? From(MapFrame frame, CellBlocks sums, MappedIndex mapped)
    {
        var map = new WorldMap(mapped, frame);
        var seen = false;
        Parallel.For(0, frame.Rows, row =>
        {
            for (var column = 0; column < frame.Columns; column++)
            {
                var (gridRow, gridColumn) = frame.CellAt(row, column);
                if (sums.At(gridRow, gridColumn) is not { Observed: > 0 } sum) continue;
                map.Set(row * frame.Columns + column, sum);
                seen = true;
            }
        });
        return seen ? map : null;
    }

    /// <param name="run">Its tags.</param>
    public void WriteCog(string path, Window window, IReadOnlyDictionary<string, string>? run = null) => CogWriter.Write<int>(
        path,
        Frame.GeoGrid(),
        [Mean, StandardDeviation, Observations, ClearShare, SnowWaterShare],
        Nodata,
        [
            new BandInfo($"{Mapped.Index.Label} mean", SpectralIndex.Scale),
            new BandInfo($"{Mapped.Index.Label} standard deviation", SpectralIndex.Scale),
            new BandInfo($"observations: valid {Mapped.CountedMetres} m pixels of land") { Unit = "pixels" },
            new BandInfo("clear share of observed pixels", ShareScale),
            new BandInfo("snow and water share of observed pixels", ShareScale),
        ],
        new CogOptions { Tags = MapTags.Of(Mapped, Frame, window, run) });

    void Set(int index, in CellSum sum)
    {
        ClearShare[index] = Share(sum.Clear, sum.Observed);
        ValidShare[index] = Share(sum.Valid, sum.Observed);
        SnowWaterShare[index] = Share(sum.Snow + sum.Water, sum.Observed);
        Observations[index] = (int)Math.Min(sum.Valid, int.MaxValue);
        if (sum.Mean is not { } rounded) return;
        Mean[index] = rounded;
        StandardDeviation[index] = Whole(Moments.StandardDeviation(sum.Valid, sum.Sum, sum.SumSquares));
    }

    static int Share(long part, long whole) => Whole((double)part / whole * Shares);

    static int Whole(double value) => (int)Math.Round(value, MidpointRounding.AwayFromZero);

    int[] Empty()
    {
        var band = GC.AllocateUninitializedArray<int>(Frame.Columns * Frame.Rows);
        Array.Fill(band, Nodata);
        return band;
    }
}
