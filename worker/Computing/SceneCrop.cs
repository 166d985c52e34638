using Vegetation.Worker.Reading;

namespace Vegetation.Worker.Computing;

/// <summary>Cuts a computed scene to the smallest window of its grid that holds the area; outside it there is no data.</summary>
internal static class SceneCrop
{
    /// <returns>The scene itself where there is no area, or nothing of it here, or where it reaches to all sides.</returns>
    public static ComputedScene CropTo(this ComputedScene scene, AreaMask? area)
    {
        var grid = scene.Grid;
        if (area?.Window is not { } window || (window.Width, window.Height) == (grid.Width, grid.Height)) return scene;
        return scene with
        {
            Grid = new(window.Width, window.Height, grid.OriginX + (window.ColumnStart * grid.PixelSize),
                grid.OriginY - (window.RowStart * grid.PixelSize), grid.PixelSize, grid.Epsg),
            Indices = [.. scene.Indices.Select(index => Crop(index, grid, window))],
            Qa = scene.Qa is { } qa ? Crop(qa, grid, window) : null,
        };
    }

    static ComputedIndex Crop(ComputedIndex index, GeoGrid grid, PixelWindow window) => index with
    {
        Values = Crop(index.Values, grid, window),
        Exact = Crop(index.Exact, grid, window),
        Pixels = index.Pixels with { Nodata = index.Pixels.Nodata - ((grid.Width * grid.Height) - (window.Width * window.Height)) },
        Origin = index.Origin is { } origin ? new(Crop(origin.Days, grid, window), Crop(origin.Counts, grid, window)) : null,
    };

    /// <summary>An empty plane stays empty.</summary>
    static T[] Crop<T>(T[] plane, GeoGrid grid, PixelWindow window)
    {
        if (plane.Length == 0) return plane;
        var cropped = new T[window.Width * window.Height];
        for (var row = 0; row < window.Height; row++)
        {
            var start = ((window.RowStart + row) * grid.Width) + window.ColumnStart;
            plane.AsSpan(start, window.Width).CopyTo(cropped.AsSpan(row * window.Width));
        }
        return cropped;
    }
}
