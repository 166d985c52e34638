using Vegetation.Raster;

namespace Vegetation.Tests.Raster;

public sealed class PngTests : IDisposable
{
    readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [GdalInfoFact]
    public void A_picture_holds_its_colours_and_transparency()
    {
        PngWriter.Write(folder["a.png"], 2, 1, new byte[] { 2, 0 }, [0xffffff, 0x0a141e]);
        Assert.Equal([0x89, .. "PNG\r\n"u8], File.ReadAllBytes(folder["a.png"])[..6]);
        Tool.Run("gdal_translate", "-q", "-expand", "rgba", folder["a.png"], folder["a.tif"]);
        Assert.Equal(["10", "20", "30", "255"], At("0"));
        Assert.Equal("0", At("1")[3]);

        string[] At(string column) => Tool.Run("gdallocationinfo", "-valonly", folder["a.tif"], column, "0")
            .Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    [Fact]
    public void A_picture_of_the_wrong_size_is_refused() =>
        Assert.Throws<ArgumentException>(() => PngWriter.Write(folder["a.png"], 2, 2, new byte[3], [0]));

    [Fact]
    public void The_library_names_its_version() => Assert.Matches(@"^3\.\d+\.\d+", RasterLibrary.Version());
}
