using System.Globalization;
using System.Xml.Linq;
using Vegetation.Core.Indices;

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
}
