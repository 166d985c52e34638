using System.Globalization;
using System.Text.Json.Nodes;
using Vegetation.Core.Indices;

namespace Vegetation.Products.Stac;

/// <summary>How tile servers colour a band: a render of STAC's render extension (version 2).</summary>
static class Rendering
{
    const int Colours = 256;

    /// <summary>An index, with the colour of values below 0 as that of the lowest step where the ramp has one.</summary>
    /// <param name="scale">Of the file: values are samples times it.</param>
    public static JsonObject Of(string title, string asset, IndexRamp ramp, double scale = SpectralIndex.Scale)
    {
        var (first, last) = (ramp.Ramp.First, ramp.Ramp.Last);
        if (ramp.BelowZero is not null) first -= (last - first) / (Colours - 2);
        return Of(title, asset, 1, (first, last), scale, ramp.Colour);
    }

    public static JsonObject Of(string title, string asset, int band, ColourRamp ramp, double scale) =>
        Of(title, asset, band, (ramp.First, ramp.Last), scale, ramp.At);

    /// <param name="range">Of values; files hold them divided by the scale.</param>
    static JsonObject Of(
        string title, string asset, int band, (double First, double Last) range, double scale, Func<double, uint> colour)
    {
        var steps = Enumerable.Range(0, Colours).Select(step => KeyValuePair.Create(
            step.ToString(CultureInfo.InvariantCulture),
            (JsonNode?)ColourRamp.Hex(colour(range.First + ((range.Last - range.First) * step / (Colours - 1))))));
        return new()
        {
            ["title"] = title,
            ["assets"] = new JsonArray(asset),
            ["bidx"] = new JsonArray(band),
            ["rescale"] = new JsonArray(new JsonArray(Math.Round(range.First / scale, 4), Math.Round(range.Last / scale, 4))),
            ["colormap"] = new JsonObject(steps),
        };
    }
}
