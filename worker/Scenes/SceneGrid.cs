using Vegetation.Core.Grid;
using Vegetation.Core.Scenes;
using Vegetation.Core.Units;
using Vegetation.Raster;
using Vegetation.Worker.Assets;

namespace Vegetation.Worker.Scenes;

/// <summary>The 10 m grid of a scene; its classification has pixels of exactly twice the size.</summary>
internal sealed record SceneGrid(GeoGrid Pixels)
{
    const double Overlap = 10_000; // tiles reach 9.8 km beyond their squares in the east and south

    public int SclWidth => Half(Pixels.Width);
    public int SclHeight => Half(Pixels.Height);

    /// <summary>The grids of all granules, which are one.</summary>
    /// <exception cref="UnitFailure">invalid(grid).</exception>
    public static IReadOnlyList<SceneGrid> CheckAll(FetchedUnit fetched)
    {
        var scenes = fetched.Unit.Granules;
        List<SceneGrid> grids = [.. fetched.Granules.Zip(scenes, Check)];
        for (var i = 1; i < grids.Count; i++)
            Require(grids[i].Pixels == grids[0].Pixels, $"{scenes[i].Id} lies at {Text(grids[i].Pixels)}, {scenes[0].Id} at {Text(grids[0].Pixels)}");
        return grids;
    }

    /// <summary>Checks all headers before any pixel is decoded or room for pixels is taken.</summary>
    /// <exception cref="UnitFailure">invalid(grid): the files do not belong together or not to the scene.</exception>
    public static SceneGrid Check(SceneFiles files, Scene scene)
    {
        using var red = RasterReader.OpenMemory(files.Red);
        using var nir = RasterReader.OpenMemory(files.Nir);
        using var scl = RasterReader.OpenMemory(files.Scl);
        var pixels = Check(red, "red", SampleType.UInt16, scene.Red, scene.Epsg);
        Require(IsOf(scene.Tile, pixels), $"red lies at {Text(red)}, which is not tile {scene.Tile}");
        Require(Check(nir, "nir", SampleType.UInt16, scene.Nir, scene.Epsg) == pixels, $"red lies at {Text(red)} but nir at {Text(nir)}");
        var coarse = Check(scl, "scl", SampleType.Byte, scene.Scl, scene.Epsg);
        Require(coarse == new GeoGrid(coarse.Width, coarse.Height, pixels.OriginX, pixels.OriginY, 2 * pixels.PixelSize, pixels.Epsg)
            && coarse.Width == Half(pixels.Width) && coarse.Height == Half(pixels.Height), $"scl at {Text(scl)} is not red's {Text(red)} at half the resolution");
        return new(pixels);
    }

    static GeoGrid Check(RasterReader band, string name, SampleType type, SceneAsset expected, int epsg)
    {
        Require(band.Bands == 1, $"{name} has {band.Bands} bands, not 1");
        Require(band.SampleType == type, $"{name} holds {band.SampleType}, not {type}");
        HeaderLimits.Require(band, name);
        Require(band.Grid is { } grid && grid.Epsg == epsg, $"{name} lies at {Text(band)}, not north-up in EPSG:{epsg}");
        Require((expected.Width ?? band.Width) == band.Width && (expected.Height ?? band.Height) == band.Height,
            $"{name} has {band.Width} x {band.Height} pixels, the catalog says {expected.Width} x {expected.Height}");
        return band.Grid!.Value;
    }

    /// <summary>Whether a grid lies where its tile does. A link to another tile's files would go unnoticed: all three agree, and no pixel has an owner.</summary>
    static bool IsOf(string tile, GeoGrid grid) => MgrsSquare.TryOf(Tile.Parse(tile), out var square)
        && grid.OriginX >= square.West - Overlap && grid.Right <= square.West + MgrsSquare.SideMetres + Overlap
        && grid.Bottom >= square.South - Overlap && grid.OriginY <= square.South + MgrsSquare.SideMetres + Overlap;

    /// <summary>A last odd column or row of 10 m pixels has a 20 m pixel of its own, which reaches beyond it.</summary>
    static int Half(int size) => (size + 1) / 2;

    static void Require(bool holds, string otherwise)
    {
        if (!holds) throw new UnitFailure(UnitStatus.Invalid, "grid", otherwise);
    }

    static string Text(RasterReader band) => band.Grid is { } grid ? Text(grid) : "an unusable place";

    static string Text(GeoGrid grid) =>
        FormattableString.Invariant($"{grid.OriginX}, {grid.OriginY}, {grid.Width} x {grid.Height} of {grid.PixelSize} in EPSG:{grid.Epsg}");
}
