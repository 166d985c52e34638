using Vegetation.Core.Geography;
using Vegetation.Core.Scenes;
using Vegetation.Core.Units;
using Vegetation.Raster;
using Vegetation.Worker.Assets;

namespace Vegetation.Worker.Scenes;

/// <summary>The 10 m grid of a scene; its classification has pixels of exactly twice the size.</summary>
internal sealed record SceneGrid(GeoGrid Pixels)
{
    const double TilePixelMetres = 10;

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
    /// <exception cref="UnitFailure">invalid(grid): the files do not belong together or not to the scene; invalid(codec): not packed as samples are that must not change.</exception>
    public static SceneGrid Check(SceneFiles files, Scene scene)
    {
        using var red = RasterReader.OpenMemory(files.Red);
        using var nir = RasterReader.OpenMemory(files.Nir);
        using var scl = RasterReader.OpenMemory(files.Scl);
        var pixels = Check(red, "red", SampleType.UInt16, scene.Red, scene.Epsg);
        Require(IsOf(scene.Tile, pixels), $"red lies at {Text(red)}, which is not on the pixels of tile {scene.Tile}");
        Require(Check(nir, "nir", SampleType.UInt16, scene.Nir, scene.Epsg) == pixels, $"red lies at {Text(red)} but nir at {Text(nir)}");
        var coarse = Check(scl, "scl", SampleType.Byte, scene.Scl, scene.Epsg);
        Require(coarse == new GeoGrid(coarse.Width, coarse.Height, pixels.OriginX, pixels.OriginY, 2 * pixels.PixelSize, pixels.Epsg)
            && coarse.Width == Half(pixels.Width) && coarse.Height == Half(pixels.Height), $"scl at {Text(scl)} is not red's {Text(red)} at half the resolution");
        return new(pixels);
    }

    static GeoGrid Check(RasterReader band, string name, SampleType type, SceneAsset expected, int epsg)
    {
        HeaderLimits.Require(band, name); // first: whether LERC keeps every sample is read from each block
        if (!band.IsLossless)
            throw new UnitFailure(UnitStatus.Invalid, "codec", $"{name} is compressed by {band.Compression}; expected DEFLATE, LZW, ZSTD, lossless LERC or none");
        Require(band.Bands == 1, $"{name} has {band.Bands} bands, not 1");
        Require(band.SampleType == type, $"{name} holds {band.SampleType}, not {type}");
        Require(band.Grid is { } grid && grid.Epsg == epsg, $"{name} lies at {Text(band)}, not north-up in EPSG:{epsg}");
        Require((expected.Width ?? band.Width) == band.Width && (expected.Height ?? band.Height) == band.Height,
            $"{name} has {band.Width} x {band.Height} pixels, the catalog says {expected.Width} x {expected.Height}");
        var place = band.Grid!.Value;
        Require((expected.Place ?? PlaceOf(place)) == PlaceOf(place), $"{name} lies at {Text(band)}, the catalog says {Text(expected.Place)}");
        return place;
    }

    static PixelPlace PlaceOf(GeoGrid grid) => new(grid.OriginX, grid.OriginY, grid.PixelSize);

    /// <summary>
    /// Whether a grid is the raster of its tile, which the tile's name fixes, or a part of it, in its pixels of 10 m or in coarser ones made of whole such.
    /// Files that agree with each other and lie elsewhere would go unnoticed: their pixels are another place's, or have no owner.
    /// </summary>
    static bool IsOf(string tile, GeoGrid grid)
    {
        if (!MgrsSquare.TryOf(Tile.Parse(tile), out var square)) return false;
        var (west, south, east, north) = square.RasterMetres;
        return grid.Epsg == square.Tile.Epsg && grid.OriginX >= west && grid.Right <= east && grid.Bottom >= south && grid.OriginY <= north
            && IsWhole(grid.PixelSize / TilePixelMetres) && IsWhole((grid.OriginX - west) / grid.PixelSize) && IsWhole((north - grid.OriginY) / grid.PixelSize);
    }

    static bool IsWhole(double number) => number == Math.Round(number);

    /// <summary>A last odd column or row of 10 m pixels has a 20 m pixel of its own, which reaches beyond it.</summary>
    static int Half(int size) => (size + 1) / 2;

    static void Require(bool holds, string otherwise)
    {
        if (!holds) throw new UnitFailure(UnitStatus.Invalid, "grid", otherwise);
    }

    static string Text(RasterReader band) => band.Grid is { } grid ? Text(grid) : "an unusable place";

    static string Text(PixelPlace? place) => FormattableString.Invariant($"{place?.West}, {place?.North} with pixels of {place?.PixelMetres}");

    static string Text(GeoGrid grid) =>
        FormattableString.Invariant($"{grid.OriginX}, {grid.OriginY}, {grid.Width} x {grid.Height} of {grid.PixelSize} in EPSG:{grid.Epsg}");
}
