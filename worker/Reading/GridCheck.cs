using Vegetation.Worker.Contract;
using Vegetation.Worker.Fetching;

namespace Vegetation.Worker.Reading;

/// <summary>Where a band lies: the level that is read, and the full resolution.</summary>
internal readonly record struct BandGrids(GeoGrid Level, GeoGrid Full);

/// <summary>Whether a band is what its catalog says, and lies where its tile does.</summary>
internal static class GridCheck
{
    const double TilePixelMetres = 10;

    /// <summary>The grid of a band's level, and that of its full resolution.</summary>
    /// <exception cref="UnitFailure">invalid(grid), invalid(codec).</exception>
    public static BandGrids Band(BandView view, Scene scene)
    {
        using var band = Open(view);
        var (name, expected, type) = (view.Name, scene[view.Band.Role]!, view.Band.IsReflectance ? SampleType.UInt16 : SampleType.Byte);
        HeaderLimits.Require(band, name); // first: whether LERC keeps every sample is read from each block
        if (!band.IsLossless)
            throw new UnitFailure(Reason.Codec,
                $"{name} is compressed by {band.Compression}; expected DEFLATE, LZW, ZSTD, lossless LERC or none");
        Require(band.Bands == 1, $"{name} has {band.Bands} bands, not 1");
        Require(band.SampleType == type, $"{name} holds {band.SampleType}, not {type}");
        Require(view.Level == 0 || band.OverviewResampling is null or "AVERAGE",
            $"{name} has overviews made by {band.OverviewResampling}; expected AVERAGE");
        Require(band.Grid is { } grid && grid.Epsg == scene.Epsg, $"{name} lies at {Text(band)}, not north-up in EPSG:{scene.Epsg}");
        var full = view.Level == 0 ? band.Grid!.Value : FullResolution(view);
        Require((expected.Width ?? full.Width, expected.Height ?? full.Height) == (full.Width, full.Height),
            $"{name} has {full.Width} x {full.Height} pixels, the catalog says {expected.Width} x {expected.Height}");
        var place = new PixelPlace(full.OriginX, full.OriginY, full.PixelSize);
        Require((expected.Place ?? place) == place, $"{name} lies at {Text(full)}, the catalog says {Text(expected.Place)}");
        Require((band.Width, band.Height) == (Halved(full.Width, view.Level), Halved(full.Height, view.Level)),
            $"{name} has an overview of {band.Width} x {band.Height} pixels at level {view.Level}; expected half of them each time");
        return new(band.Grid!.Value, full);
    }

    /// <summary>The grid of a band at full resolution.</summary>
    /// <exception cref="UnitFailure">invalid(grid): no north-up square pixels.</exception>
    static GeoGrid FullResolution(BandView view)
    {
        using var full = Open(view with { Level = 0 });
        Require(full.Grid is not null, $"{view.Name} lies at {Text(full)}");
        return full.Grid!.Value;
    }

    /// <summary>Half the size for each level, rounded up.</summary>
    static int Halved(int size, int level) => (size + (1 << level) - 1) >> level;

    /// <summary>
    /// Whether a grid is the raster of its tile, which the tile's name fixes, or a part of it, in its pixels of 10 m or in coarser ones
    /// made of whole such. Files that agree with each other and lie elsewhere would go unnoticed: their pixels are another place's, or have
    /// no owner.
    /// </summary>
    public static bool IsOf(string tile, GeoGrid grid)
    {
        if (!MgrsSquare.TryOf(Tile.Parse(tile), out var square)) return false;
        var (west, south, east, north) = square.RasterMetres;
        return grid.Epsg == square.Tile.Epsg && grid.OriginX >= west && grid.Right <= east && grid.Bottom >= south && grid.OriginY <= north
            && IsWhole(grid.PixelSize / TilePixelMetres)
            && IsWhole((grid.OriginX - west) / grid.PixelSize) && IsWhole((north - grid.OriginY) / grid.PixelSize);
    }

    public static void Require(bool holds, string otherwise)
    {
        if (!holds) throw new UnitFailure(Reason.Grid, otherwise);
    }

    public static string Text(GeoGrid grid) => FormattableString.Invariant(
        $"{grid.OriginX}, {grid.OriginY}, {grid.Width} x {grid.Height} of {grid.PixelSize} in EPSG:{grid.Epsg}");

    static RasterReader Open(BandView view)
    {
        try
        {
            return view.Open();
        }
        catch (RasterException e) when (view.Level > 0)
        {
            throw new UnitFailure(Reason.Grid, $"{view.Name} has no overview of level {view.Level}: {e.Message}", e);
        }
    }

    static bool IsWhole(double number) => number == Math.Round(number);

    static string Text(RasterReader band) => band.Grid is { } grid ? Text(grid) : "an unusable place";

    static string Text(PixelPlace? place) =>
        FormattableString.Invariant($"{place?.West}, {place?.North} with pixels of {place?.PixelMetres}");
}
