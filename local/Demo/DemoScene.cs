using System.Globalization;
using Vegetation.Core.Scenes;
using Vegetation.Raster;

namespace Vegetation.Local.Demo;

/// <summary>One tile as imaged by one pass, with the quirks of real archives.</summary>
sealed record DemoScene(DemoTile Tile, Overpass Pass)
{
    /// <summary>Pixels to which the catalog's producer has applied BOA_ADD_OFFSET already, though the item still declares it.</summary>
    public bool OffsetApplied => Tile.Name == "32TQT" && !IsCollection1;

    /// <summary>A baseline from before the offset; else one that has it.</summary>
    public string Baseline => Tile.Name == "33TVM" && !IsCollection1 ? "02.14" : "05.09";

    /// <summary>An item whose red file is in no bucket (Element84/earth-search#36).</summary>
    public bool LacksRed => Tile.Name == "33TVL" && !IsCollection1;

    /// <summary>Whether only its item is made at once, and its files when somebody asks for them.</summary>
    public bool IsPaintedLater => IsCollection1;

    /// <summary>What is added to reflectance x 10000 in the files.</summary>
    public int AddedDn => Baseline == "02.14" || OffsetApplied ? 0 : 1000;

    public bool IsCollection1 => Pass.Collection == DemoCollection.C1;

    public string Id => IsCollection1
        ? string.Create(CultureInfo.InvariantCulture, $"{Pass.Id}_T{Tile.Name}_{Pass.Sensed:yyyyMMdd'T'HHmmss}_L2A")
        : string.Create(CultureInfo.InvariantCulture, $"{Pass.Id}_{Tile.Name}_{Pass.Sensed:yyyyMMdd}_0_L2A");

    /// <summary>Folder of the scene's files, as in the public bucket: zone and month are not padded.</summary>
    public string Folder => string.Create(CultureInfo.InvariantCulture,
        $"{Pass.Collection.Bucket}/{Tile.Zone}/{Tile.Name[2]}/{Tile.Name[3..]}/{Pass.Sensed.Year}/{Pass.Sensed.Month}/{Id}");

    public static IEnumerable<DemoScene> All => DemoTile.All.SelectMany(tile => Overpass.All.Select(pass => new DemoScene(tile, pass)));

    /// <summary>Null for an id that is no scene's of such a world.</summary>
    public static DemoScene? Find(string id) => SceneId.TryTile(id, out var tile)
        ? Overpass.All.Select(pass => new DemoScene(DemoTile.Named(tile.ToString()), pass)).FirstOrDefault(scene => scene.Id == id) : null;

    /// <summary>Whether its item names a file that is made from others.</summary>
    public bool Has(string file) => DemoBand.All.Any(band => band.File == file) || (IsCollection1 && file == DemoClouds.File);
}
