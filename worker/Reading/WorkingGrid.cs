using Vegetation.Core.Geography;
using Vegetation.Worker.Contract;
using Vegetation.Worker.Fetching;

namespace Vegetation.Worker.Reading;

/// <summary>The grid on which a unit is computed and written: that of its bands of the finest pixels, at the unit's resolution.</summary>
/// <param name="Classes">The grid of the classification.</param>
internal sealed record WorkingGrid(GeoGrid Pixels, GeoGrid Classes)
{
    /// <summary>How many of its pixels a pixel of the classification covers, each way; 1 also where it is the other way round.</summary>
    public int ClassRatio { get; } = Math.Max(1, (int)Math.Round(Classes.PixelSize / Pixels.PixelSize));

    /// <summary>Whether a pixel lies over several of the classification, which are then reduced to one.</summary>
    public bool IsCoarse => Pixels.Width < Classes.Width;

    /// <summary>The pixels that are to have values; null for all.</summary>
    public AreaMask? Area { get; init; }

    public WorkingGrid Within(Area? area) => area is null ? this : this with { Area = new(area, Pixels) };

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
        var views = files.Bands.Keys.Order().Select(role => BandView.Of(files, role)).ToList();
        var grids = views.ToDictionary(view => view, view => GridCheck.Band(view, scene));
        var finest = views.Where(view => view.Band.IsReflectance).MinBy(view => view.Ratio)!;
        var (pixels, full) = grids[finest];
        GridCheck.Require(GridCheck.IsOf(scene.Tile, full),
            $"{finest.Name} lies at {GridCheck.Text(pixels)}, which is not on the pixels of tile {scene.Tile}");
        foreach (var view in views.Where(view => view.Band.IsReflectance))
            GridCheck.Require(grids[view].Level == Coarser(pixels, view.Ratio), view.Ratio == 1
                ? $"{finest.Name} lies at {GridCheck.Text(pixels)} but {view.Name} at {GridCheck.Text(grids[view].Level)}"
                : $"{view.Name} at {GridCheck.Text(grids[view].Level)} is not {finest.Name}'s {GridCheck.Text(pixels)} "
                    + "at half the resolution");
        var classes = views.Where(view => !view.Band.IsReflectance).ToList();
        foreach (var view in classes) RequireSameArea(full, finest, grids[view].Level, view);
        return new(pixels, grids[classes[0]].Level);
    }

    /// <summary>A last odd column or row of pixels has a pixel of the coarser grid of its own, which reaches beyond it.</summary>
    static GeoGrid Coarser(GeoGrid grid, int ratio) => ratio == 1 ? grid
        : new(Covering(grid.Width, ratio), Covering(grid.Height, ratio), grid.OriginX, grid.OriginY, ratio * grid.PixelSize, grid.Epsg);

    static int Covering(int size, int ratio) => (size + ratio - 1) / ratio;

    static void RequireSameArea(GeoGrid full, BandView finest, GeoGrid found, BandView view)
    {
        var expected = Coarser(full, view.Band.Metres / finest.Band.Metres);
        GridCheck.Require(found == expected,
            $"{view.Name} at {GridCheck.Text(found)} is not {finest.Name}'s {GridCheck.Text(full)} "
            + $"at {(expected == full ? "the same" : "half the")} resolution");
    }
}
