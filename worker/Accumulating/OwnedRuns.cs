namespace Vegetation.Worker.Accumulating;

/// <summary>
/// Runs of pixels of a row that lie in one cell of the world grid and have one owner, up to 64 of them: within as many positions are
/// linear, so where both ends lie in one cell and on one side of every border of ownership, all do.
/// </summary>
internal sealed class OwnedRuns(GeolocationGrid lonLat, PixelOwner owner, CellGrid cells)
{
    public RowOfRuns Row(int row) => new(lonLat.Row(row), owner.Row(row), cells);

    internal readonly struct RowOfRuns(GeolocationGrid.RowOfNodes nodes, PixelOwner.RowOfPixels owners, CellGrid cells)
    {
        readonly bool mayBeOwned = owners.MayBeOwned;

        /// <summary>
        /// Where the pixels end that lie in the cell of the first and have its owner, and the cell, null where they are another tile's.
        /// What has changed along a run never changes back, so halving finds it.
        /// </summary>
        /// <param name="stop">Not beyond the next column that is a multiple of <see cref="GeolocationGrid.Spacing"/>.</param>
        public (int Stop, int? Cell) First(int start, int stop)
        {
            if (!mayBeOwned) return (stop, null);
            var (longitude, latitude) = nodes.At(start);
            var (cell, side) = (cells.CellOf(longitude, latitude), owners.SideOf(start, longitude, latitude));
            int? owned = owners.IsOwned(side) ? cell : null;
            if (IsLike(side, cell, stop - 1)) return (stop, owned);
            var (like, unlike) = (start, stop - 1);
            while (unlike - like > 1)
            {
                var middle = (like + unlike) / 2;
                if (IsLike(side, cell, middle)) like = middle;
                else unlike = middle;
            }
            return (unlike, owned);
        }

        bool IsLike(in PixelOwner.PixelSide side, int cell, int column) =>
            nodes.At(column) is var (x, y) && cells.CellOf(x, y) == cell && owners.IsSameSide(side, column);
    }
}
