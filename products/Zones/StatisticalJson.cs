using System.Text.Json;
using Vegetation.Core.Indices;
using Vegetation.Core.Sensors;
using Vegetation.Core.Zones;

namespace Vegetation.Products.Zones;

/// <summary>
/// The zones as one array, each in the shape in which Sentinel Hub's Statistical API answers for a geometry, with its id, its name and what
/// it is made of.
/// </summary>
sealed class StatisticalJson(Utf8JsonWriter json, SpectralIndex index, string notice)
{
    const int BinsInOne = 5; // edges of 0.05: of 100,000 zones 0.01 would be 200 MB

    public void Write(ZoneRow row, ZoneSum? sum)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, row.ZoneId);
        if (row.Name is { } name) json.WriteString("name"u8, name);
        json.WriteString(DataNotice.Member, notice);
        json.WriteString("status"u8, "OK"u8);
        json.WriteNumber("geometryPixelCount"u8, row.Pixels);
        json.WriteStartArray("data"u8);
        json.WriteStartObject();
        json.WriteStartObject("interval"u8);
        json.WriteString("from"u8, row.From.UtcDateTime);
        json.WriteString("to"u8, row.To.UtcDateTime);
        json.WriteEndObject();
        foreach (var level in new[] { "outputs", index.Name, "bands", "B0" }) json.WriteStartObject(level);
        WriteStatistics(row);
        WriteHistogram(sum);
        for (var level = 0; level < 5; level++) json.WriteEndObject(); // with that of the interval
        json.WriteEndArray();
        json.WriteEndObject();
    }

    void WriteStatistics(ZoneRow row)
    {
        json.WriteStartObject("stats"u8);
        WriteFigure("min", row.Min);
        WriteFigure("max", row.Max);
        WriteFigure("mean", row.Mean);
        WriteFigure("stDev", row.Sd);
        json.WriteNumber("sampleCount"u8, row.Pixels);
        json.WriteNumber("noDataCount"u8, row.Pixels - row.ValidPixels);
        json.WriteStartObject("percentiles"u8);
        WriteFigure("10.0", row.P10);
        WriteFigure("50.0", row.P50);
        WriteFigure("90.0", row.P90);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    void WriteHistogram(ZoneSum? sum)
    {
        json.WriteStartObject("histogram"u8);
        json.WriteStartArray("bins"u8);
        foreach (var bin in (sum?.Histogram.Bins() ?? []).GroupBy(bin => (int)Math.Floor((double)bin.Bin / BinsInOne), bin => bin.Count))
        {
            json.WriteStartObject();
            json.WriteNumber("lowEdge"u8, Edge(bin.Key));
            json.WriteNumber("highEdge"u8, Edge(bin.Key + 1));
            json.WriteNumber("count"u8, bin.Sum());
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteNumber("overflow"u8, 0);
        json.WriteNumber("underflow"u8, 0);
        json.WriteEndObject();

        static decimal Edge(int bin) => bin * BinsInOne / 100m;
    }

    void WriteFigure(string name, double? figure)
    {
        if (figure is { } number) json.WriteNumber(name, number);
        else json.WriteNull(name);
    }
}
