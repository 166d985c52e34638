using System.Globalization;
using System.Xml;

namespace Vegetation.Core.Indices;

/// <summary>
/// A style for QGIS 3, which takes the file of a raster's name with the ending .qml when the raster is opened: a band in the colours of the
/// pictures, with their legend. QGIS shows bands times their scale, so the values are those of the measure.
/// </summary>
public static class QgisStyle
{
    const double JustBelow = 1e-6;

    /// <summary>The ending of its file, whose name is otherwise that of the raster.</summary>
    public const string Ending = ".qml";

    /// <param name="band">Of the raster, from 1 on.</param>
    /// <returns>XML in UTF-8.</returns>
    public static byte[] Of(int band, IndexRamp ramp)
    {
        using var style = new MemoryStream();
        using (var xml = XmlWriter.Create(style, new XmlWriterSettings { Indent = true })) Write(xml, band, ramp);
        return style.ToArray();
    }

    static void Write(XmlWriter xml, int band, IndexRamp ramp)
    {
        xml.WriteDocType("qgis", "http://mrcc.com/qgis.dtd", "SYSTEM", null);
        Start("qgis", ("version", "3.22"), ("styleCategories", "Symbology"));
        Start("pipe");
        Start("rasterrenderer", ("type", "singlebandpseudocolor"), ("band", Text(band)), ("opacity", "1"), ("alphaBand", "-1"),
            ("classificationMin", Text(ramp.Ramp.First)), ("classificationMax", Text(ramp.Ramp.Last)));
        Start("rastershader");
        Start("colorrampshader", ("colorRampType", "INTERPOLATED"), ("classificationMode", "1"), ("clip", "0"), ("labelPrecision", "4"),
            ("minimumValue", Text(ramp.Ramp.First)), ("maximumValue", Text(ramp.Ramp.Last)));
        foreach (var (value, colour) in Stops(ramp))
        {
            Start("item", ("value", Text(value)), ("label", value == -JustBelow ? "below 0" : Text(value)),
                ("color", ColourRamp.Hex(colour)), ("alpha", "255"));
            xml.WriteEndElement();
        }
        xml.WriteEndDocument();

        void Start(string name, params (string Name, string Value)[] attributes)
        {
            xml.WriteStartElement(name);
            foreach (var (attribute, value) in attributes) xml.WriteAttributeString(attribute, value);
        }
    }

    static IEnumerable<(double Value, uint Colour)> Stops(IndexRamp ramp)
    {
        var (first, last, stops) = (ramp.Ramp.First, ramp.Ramp.Last, ramp.Ramp.Stops);
        if (ramp.BelowZero is { } below) yield return (-JustBelow, below);
        for (var i = 0; i < stops.Count; i++) yield return (Math.Round(first + ((last - first) * i / (stops.Count - 1)), 6), stops[i]);
    }

    static string Text(double number) => number.ToString("0.######", CultureInfo.InvariantCulture);
}
