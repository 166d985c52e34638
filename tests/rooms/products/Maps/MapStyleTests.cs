using System.Globalization;
using System.Xml.Linq;
using Vegetation.Core.Indices;
using Vegetation.Products;
using Vegetation.Products.Maps;
using Vegetation.Tests.Raster;

namespace Vegetation.Tests.Products.Maps;

/// <summary>Styles for QGIS, read as XML: QGIS itself is too large for the tests.</summary>
public sealed class MapStyleTests : IDisposable
{
    readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("ndvi")]
    [InlineData("ndmi")]
    public void Its_stops_are_those_of_the_ramp_and_its_file_has_the_name_of_the_raster(string name)
    {
        var index = SpectralIndex.Of(name);
        MapStyle.Write(folder["map.qml"], WorldMap.MeanBand, index.Ramp);
        var style = XDocument.Load(folder["map.qml"]);
        Assert.Equal("qgis", style.DocumentType!.Name);
        var renderer = style.Root!.Element("pipe")!.Element("rasterrenderer")!;
        Assert.Equal(("singlebandpseudocolor", "1"), ((string)renderer.Attribute("type")!, (string)renderer.Attribute("band")!));
        var items = renderer.Descendants("item").Select(item => (
            Value: double.Parse((string)item.Attribute("value")!, CultureInfo.InvariantCulture), Colour: (string)item.Attribute("color")!));
        Assert.Equal(index.Ramp.Ramp.Stops.Count + (index.Ramp.BelowZero is null ? 0 : 1), items.Count());
        Assert.Equal(items.Select(item => item.Value).Order(), items.Select(item => item.Value));
        Assert.All(items, item => Assert.Equal(ColourRamp.Hex(index.Ramp.Colour(item.Value)), item.Colour));
    }
}
