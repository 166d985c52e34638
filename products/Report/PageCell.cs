using Vegetation.Products.Maps;

namespace Vegetation.Products.Report;

/// <summary>Some cells of the map as one, as if their pixels had been counted together.</summary>
struct PageCell
{
    bool seen;
    long observations;
    double sum, squares;
    long clear;
    int observed;
    long change, deviations;
    int changed, abnormal;

    /// <summary>Valid pixels; nodata where nothing was seen.</summary>
    public readonly int Observations => seen ? (int)Math.Min(observations, int.MaxValue) : WorldMap.Nodata;

    public readonly short Mean => observations == 0 ? (short)WorldMap.Nodata : Whole(sum / observations);

    public readonly short StandardDeviation =>
        observations == 0 ? (short)WorldMap.Nodata
            : Whole(Math.Sqrt(Math.Max(0, squares / observations - sum / observations * (sum / observations))));

    /// <summary>Clear pixels as a share of the observed ones, x 10000: the mean of the cells that were observed.</summary>
    public readonly short Clear => observed == 0 ? (short)WorldMap.Nodata : Whole((double)clear / observed);

    /// <summary>The mean of the cells that have a change.</summary>
    public readonly short Change => changed == 0 ? ChangeMap.Nodata : Whole((double)change / changed);

    /// <summary>The mean of what is shown of the cells that have an anomaly.</summary>
    public readonly short Anomaly => abnormal == 0 ? AnomalyMap.Nodata : Whole((double)deviations / abnormal);

    public void Add(WorldMap map, ChangeMap? changes, AnomalyMap? anomaly, int index)
    {
        if (map.Observations[index] != WorldMap.Nodata) seen = true;
        if (map.Mean[index] != WorldMap.Nodata)
        {
            double pixels = map.Observations[index], mean = map.Mean[index], deviation = map.StandardDeviation[index];
            observations += map.Observations[index];
            sum += pixels * mean;
            squares += pixels * (deviation * deviation + mean * mean);
        }
        Add((short)map.ClearShare[index], WorldMap.Nodata, ref clear, ref observed);
        Add(changes?.Difference[index] ?? ChangeMap.Nodata, ChangeMap.Nodata, ref change, ref changed);
        Add(anomaly?.Shown[index] ?? AnomalyMap.Nodata, AnomalyMap.Nodata, ref deviations, ref abnormal);
    }

    static void Add(short value, int nodata, ref long sum, ref int count)
    {
        if (value == nodata) return;
        sum += value;
        count++;
    }

    static short Whole(double value) => (short)Math.Round(value, MidpointRounding.AwayFromZero);
}
