using Vegetation.Worker.Contract;
using Vegetation.Worker.Fetching;

namespace Vegetation.Worker.Reading;

/// <summary>The grid on which a unit is computed and written: that of its bands of the finest pixels, at the unit's resolution.</summary>
/// <param name="ClassRatio">How many of its pixels a pixel of the classification covers, each way.</param>
internal sealed record WorkingGrid(GeoGrid Pixels, int ClassRatio)
{
    public int ClassWidth => Covering(Pixels.Width);
    public int ClassHeight => Covering(Pixels.Height);
    public int Count => Pixels.Width * Pixels.Height;

    /// <summary>Where a window's row begins among the pixels.</summary>
    public int IndexOf(PixelWindow window, int row) => (row * Pixels.Width) + window.ColumnStart;

    /// <summary>The one grid of all granules. Checks all headers before any pixel is decoded or room for pixels is taken.</summary>
    /// <exception cref="UnitFailure">as <see cref="Of(SceneFiles, Scene)"/>.</exception>
    public static WorkingGrid Of(FetchedUnit fetched)
    {
        var scenes = fetched.Unit.Granules;
        List<WorkingGrid> grids = [.. fetched.Granules.Zip(scenes, Of)];
        for (var i = 1; i < grids.Count; i++)
            GridCheck.Require(grids[i] == grids[0],
                $"{scenes[i].Id} lies at {GridCheck.Text(grids[i].Pixels)}, {scenes[0].Id} at {GridCheck.Text(grids[0].Pixels)}");
        return grids[0];
    }

    /// <exception cref="UnitFailure">
    /// invalid(grid): the files do not belong together or not to the scene, or lack the level; invalid(codec): not compressed
    /// without loss.
    /// </exception>
    public static WorkingGrid Of(SceneFiles files, Scene scene)
    {
        var pixels = GridCheck.Band(BandView.Of(files, BandRole.Red), SampleType.UInt16, scene.Red, scene.Epsg);
        GridCheck.Require(GridCheck.IsOf(scene.Tile, pixels),
            $"red lies at {GridCheck.Text(pixels)}, which is not on the pixels of tile {scene.Tile}");
        var other = GridCheck.Band(BandView.Of(files, BandRole.Nir), SampleType.UInt16, scene.Nir, scene.Epsg);
        GridCheck.Require(other == pixels, $"red lies at {GridCheck.Text(pixels)} but nir at {GridCheck.Text(other)}");
        var classes = BandView.Of(files, BandRole.Classes);
        var grid = new WorkingGrid(pixels, classes.Ratio);
        var coarse = GridCheck.Band(classes, SampleType.Byte, scene.Scl, scene.Epsg);
        var expected = new GeoGrid(
            grid.ClassWidth, grid.ClassHeight, pixels.OriginX, pixels.OriginY, classes.Ratio * pixels.PixelSize, pixels.Epsg);
        GridCheck.Require(coarse == expected,
            $"scl at {GridCheck.Text(coarse)} is not red's {GridCheck.Text(pixels)} "
            + $"at {(classes.Ratio == 2 ? "half the" : "the same")} resolution");
        return grid;
    }

    /// <summary>A last odd column or row of pixels has a pixel of the classification of its own, which reaches beyond it.</summary>
    int Covering(int size) => (size + ClassRatio - 1) / ClassRatio;
}
