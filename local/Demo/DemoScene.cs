using System.Globalization;
using Vegetation.Raster;

namespace Vegetation.Local.Demo;

/// <summary>One tile as imaged by one pass, with the quirks of real archives.</summary>
sealed record DemoScene(DemoTile Tile, Overpass Pass)
{
    /// <summary>Pixels from which the catalog's producer subtracted the offset already, though the item still declares it.</summary>
    public bool OffsetApplied => Tile.Name == "32TQT";

    /// <summary>A baseline from before the offset; else one that has it.</summary>
    public string Baseline => Tile.Name == "33TVM" ? "02.14" : "05.09";

    /// <summary>An item whose red file is in no bucket (Element84/earth-search#36).</summary>
    public bool LacksRed => Tile.Name == "33TVL";

    /// <summary>What is added to reflectance x 10000 in the files.</summary>
    public int AddedDn => Baseline == "02.14" || OffsetApplied ? 0 : 1000;

    public string Id => string.Create(CultureInfo.InvariantCulture, $"{Pass.Id}_{Tile.Name}_{Pass.Sensed:yyyyMMdd}_0_L2A");

    /// <summary>Folder of the scene's files, as in the public bucket: zone and month are not padded.</summary>
    public string Folder => string.Create(CultureInfo.InvariantCulture,
        $"sentinel-s2-l2a-cogs/{Tile.Zone}/{Tile.Name[2]}/{Tile.Name[3..]}/{Pass.Sensed.Year}/{Pass.Sensed.Month}/{Id}");

    public static IEnumerable<DemoScene> All => DemoTile.All.SelectMany(tile => Overpass.All.Select(pass => new DemoScene(tile, pass)));
}

/// <summary>Pixels of a scene: DN of red and nir on the tile's grid, class codes on its SCL grid, both row-major.</summary>
sealed record ScenePixels(ushort[] Red, ushort[] Nir, byte[] Scl)
{
    /// <summary>SCL pixels by class, 0..11.</summary>
    public long[] ByClass()
    {
        var counts = new long[12];
        foreach (var code in Scl) counts[code]++;
        return counts;
    }

    public void Write(string folder, DemoTile tile)
    {
        var measures = new CogOptions(Threads: 1);
        CogWriter.Write<ushort>(Path.Combine(folder, "B04.tif"), tile.Grid, [Red], 0, [new BandInfo("red")], measures);
        CogWriter.Write<ushort>(Path.Combine(folder, "B08.tif"), tile.Grid, [Nir], 0, [new BandInfo("nir")], measures);
        CogWriter.Write<byte>(
            Path.Combine(folder, "SCL.tif"), tile.SclGrid, [Scl], 0, [new BandInfo("scl")], measures with { OverviewResampling = "MODE" });
    }
}
