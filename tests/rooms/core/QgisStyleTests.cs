using System.Globalization;
using System.Xml.Linq;
using Vegetation.Core.Geography;
using Vegetation.Core.Indices;
using Vegetation.Raster;
using Vegetation.Tests.Raster;

namespace Vegetation.Tests.Core;

/// <summary>Styles for QGIS, read as XML: QGIS itself is too large for the tests.</summary>
public sealed class QgisStyleTests
{
    [Theory]
    [InlineData("ndvi")]
    [InlineData("ndmi")]
    public void Its_stops_are_those_of_the_ramp(string name)
    {
        var index = SpectralIndex.Of(name);
        var style = XDocument.Load(new MemoryStream(QgisStyle.Of(1, index.Ramp)));
        Assert.Equal("qgis", style.DocumentType!.Name);
        var renderer = style.Root!.Element("pipe")!.Element("rasterrenderer")!;
        Assert.Equal(("singlebandpseudocolor", "1"), ((string)renderer.Attribute("type")!, (string)renderer.Attribute("band")!));
        var items = renderer.Descendants("item").Select(item => (
            Value: double.Parse((string)item.Attribute("value")!, CultureInfo.InvariantCulture), Colour: (string)item.Attribute("color")!));
        Assert.Equal(index.Ramp.Ramp.Stops.Count + (index.Ramp.BelowZero is null ? 0 : 1), items.Count());
        Assert.Equal(items.Select(item => item.Value).Order(), items.Select(item => item.Value));
        Assert.All(items, item => Assert.Equal(ColourRamp.Hex(index.Ramp.Colour(item.Value)), item.Colour));
    }

    /// <summary>GDAL stands in for QGIS: linear between the stops, and the first colour below them.</summary>
    [GdalInfoFact]
    public void Drawn_by_gdal_with_the_stops_of_its_style_a_raster_has_the_colours_of_the_pictures()
    {
        using var folder = new TemporaryFolder();
        var ramp = SpectralIndex.Ndvi.Ramp;
        short[] values = [.. Enumerable.Range(-250, 501).Select(step => (short)(step * 40))];
        CogWriter.Write<short>(folder["values.tif"], new GeoGrid(values.Length, 1, 600_000, 5_200_020, 10, 32632), [values],
            SpectralIndex.Nodata, [new("NDVI", SpectralIndex.Scale)], new());
        var stops = XDocument.Load(new MemoryStream(QgisStyle.Of(1, ramp))).Descendants("item").Select(item => (
            Stored: (double)item.Attribute("value")! / SpectralIndex.Scale, Colour: Words((string)item.Attribute("color")!)));
        File.WriteAllLines(folder["stops.txt"], stops.Select(stop => FormattableString.Invariant($"{stop.Stored} {stop.Colour}")));
        Gdal("gdaldem", "color-relief", folder["values.tif"], folder["stops.txt"], folder["drawn.tif"]);
        foreach (var (band, shift) in new[] { (1, 16), (2, 8), (3, 0) })
        {
            Gdal("gdal_translate", "-q", "-of", "XYZ", "-b", $"{band}", folder["drawn.tif"], folder["drawn.txt"]);
            var drawn = File.ReadAllLines(folder["drawn.txt"])
                .Select(line => int.Parse(line.Split(' ')[^1], CultureInfo.InvariantCulture)).ToList();
            Assert.Equal(values.Length, drawn.Count);
            Assert.All(values.Zip(drawn), pixel => Assert.InRange(
                pixel.Second - (int)(ramp.Colour(pixel.First * SpectralIndex.Scale) >> shift & 0xff), -1, 1));
        }
    }

    static void Gdal(string program, params string[] arguments) =>
        Tool.Run(GdalInfoFactAttribute.Program!.Replace("gdalinfo", program, StringComparison.Ordinal), arguments);

    /// <summary>#102030 as 16 32 48.</summary>
    static string Words(string colour) => string.Join(' ', Convert.FromHexString(colour[1..]));
}
