using Vegetation.Core.Sums;
using Vegetation.Products.Ledger;
using Vegetation.Raster;

namespace Vegetation.Products.Maps;

/// <summary>A map's frame as a raster's grid.</summary>
static class FrameGrid
{
    public static GeoGrid GeoGrid(this MapFrame frame) => new(frame.Columns, frame.Rows, frame.West, frame.North, frame.Grid.CellDegrees, 4326);

    public static MapExtent Extent(this MapFrame frame) => new(frame.West, frame.South, frame.East, frame.North, frame.Columns, frame.Rows, frame.Grid.CellsPerDegree);
}
