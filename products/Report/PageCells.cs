using System.Buffers.Binary;
using Vegetation.Products.Maps;

namespace Vegetation.Products.Report;

/// <summary>Where the page's cells lie, and the colours of what they hold.</summary>
/// <param name="West">Of the first column, as <paramref name="North"/> of the first row, degrees.</param>
/// <param name="East">Of the map, as <paramref name="South"/>: the last cells may reach beyond.</param>
/// <param name="Side">Cells of the map across one of the page's.</param>
/// <param name="CellDegrees">Across one of the page's cells.</param>
sealed record PageGrid(double West, double South, double East, double North, int Columns, int Rows, int Side, double CellDegrees, IReadOnlyList<PageLayer> Layers);

/// <summary>
/// A map of at most 720 x 360 cells, so that a page of the whole Earth stays small: each of its cells joins Side x Side cells of the map.
/// </summary>
sealed class PageCells
{
    const int MostColumns = 720, MostRows = 360;

    readonly PageCell[] cells;
    readonly bool hasChange;

    PageCells(WorldMap map, ChangeMap? change)
    {
        var frame = map.Frame;
        var side = Math.Max((frame.Columns - 1) / MostColumns, (frame.Rows - 1) / MostRows) + 1;
        var (columns, rows) = ((frame.Columns - 1) / side + 1, (frame.Rows - 1) / side + 1);
        (cells, hasChange) = (new PageCell[columns * rows], change is not null);
        for (var row = 0; row < frame.Rows; row++)
            for (var column = 0; column < frame.Columns; column++)
                cells[row / side * columns + column / side].Add(map, change, row * frame.Columns + column);
        Grid = new(frame.West, frame.South, frame.East, frame.North, columns, rows, side, side * frame.Grid.CellDegrees, PageLayer.Of(MostObservations(), hasChange));
    }

    public PageGrid Grid { get; }

    public static PageCells Of(WorldMap map, ChangeMap? change) => new(map, change);

    /// <summary>
    /// Little endian, each Rows x Columns: observations as int32; mean and standard deviation x 10000 as int16; with a change map, the change x 10000 as int16.
    /// Nodata is that of <see cref="WorldMap"/>, of the change that of <see cref="ChangeMap"/>.
    /// </summary>
    public byte[] Bytes()
    {
        var bytes = new byte[cells.Length * (hasChange ? 10 : 8)];
        for (var i = 0; i < cells.Length; i++)
        {
            BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(4 * i), cells[i].Observations);
            Write(0, i, cells[i].Mean);
            Write(1, i, cells[i].StandardDeviation);
            if (hasChange) Write(2, i, cells[i].Change);
        }
        return bytes;

        void Write(int band, int i, short value) => BinaryPrimitives.WriteInt16LittleEndian(bytes.AsSpan(4 * cells.Length + 2 * (band * cells.Length + i)), value);
    }

    int MostObservations() => cells.Max(cell => cell.Observations);
}
