using Vegetation.Products.Ledger;
using Vegetation.Products.Maps;
using Vegetation.Products.Pictures;

namespace Vegetation.Products.Report;

/// <summary>Where the page's cells lie.</summary>
/// <param name="West">Of the first column, as <paramref name="North"/> of the first row, degrees.</param>
/// <param name="East">Of the map, as <paramref name="South"/>: the last cells may reach beyond.</param>
/// <param name="Side">Cells of the map across one of the page's.</param>
/// <param name="CellDegrees">Across one of the page's cells.</param>
sealed record PageGrid(
    double West, double South, double East, double North, int Columns, int Rows, int Side, double CellDegrees);

/// <summary>
/// The map of an index in at most 720 x 360 cells, so that a page of the whole Earth stays small: each joins Side x Side of the map's.
/// </summary>
sealed class PageCells
{
    const int MostColumns = 720, MostRows = 360;

    readonly PageCell[] cells;
    readonly bool hasChange, hasAnomaly;

    PageCells(WorldMap map, ChangeMap? change, AnomalyMap? anomaly, AnomalyBasis? basis)
    {
        var frame = map.Frame;
        var side = Math.Max((frame.Columns - 1) / MostColumns, (frame.Rows - 1) / MostRows) + 1;
        var (columns, rows) = ((frame.Columns - 1) / side + 1, (frame.Rows - 1) / side + 1);
        (cells, hasChange, hasAnomaly) = (new PageCell[columns * rows], change is not null, anomaly is not null);
        for (var row = 0; row < frame.Rows; row++)
            for (var column = 0; column < frame.Columns; column++)
                cells[row / side * columns + column / side].Add(map, change, anomaly, row * frame.Columns + column);
        Mapped = map.Mapped;
        Layout = MapLayout.Of(frame);
        Grid = new(frame.West, frame.South, frame.East, frame.North, columns, rows, side, side * frame.Grid.CellDegrees);
        AnomalyBand = anomaly?.ShownBand ?? AnomalyMap.DifferenceBand;
        MostObservations = map.Observations.Max();
        Layers = PageLayer.Of(Mapped, cells.Max(cell => cell.Observations), hasChange, anomaly, basis);
    }

    public MappedIndex Mapped { get; }

    /// <summary>That of all indices of a run.</summary>
    public PageGrid Grid { get; }
    public MapLayout Layout { get; }
    public IReadOnlyList<PageLayer> Layers { get; }

    /// <summary>In a cell of the map, of which one of the page's joins several.</summary>
    public int MostObservations { get; }

    /// <summary>The band of the anomaly's file that the page shows.</summary>
    public int AnomalyBand { get; }

    /// <param name="basis">What the anomaly compares with.</param>
    public static PageCells Of(WorldMap map, ChangeMap? change, AnomalyMap? anomaly, AnomalyBasis? basis = null) =>
        new(map, change, anomaly, basis);

    /// <summary>The values of a layer that fits into int16, Rows x Columns; null for the others and those that are unavailable.</summary>
    public IReadOnlyList<short>? Values(string layer) => layer switch
    {
        PageLayer.Mean => [.. cells.Select(cell => cell.Mean)],
        PageLayer.Clear => [.. cells.Select(cell => cell.Clear)],
        PageLayer.Change when hasChange => [.. cells.Select(cell => cell.Change)],
        PageLayer.Anomaly when hasAnomaly => [.. cells.Select(cell => cell.Anomaly)],
        _ => null,
    };

    /// <summary>
    /// Little endian, each Rows x Columns: observations of each index as int32; then of each mean, standard deviation and clear share, all
    /// x 10000, and with a change map the change x 10000, and with an anomaly the z-score x 1000 or the difference x 10000, as
    /// int16. The layers tell scale and nodata.
    /// </summary>
    public static byte[] Bytes(IReadOnlyList<PageCells> all)
    {
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes);
        foreach (var cell in all.SelectMany(page => page.cells)) writer.Write(cell.Observations);
        foreach (var page in all)
        {
            foreach (var cell in page.cells) writer.Write(cell.Mean);
            foreach (var cell in page.cells) writer.Write(cell.StandardDeviation);
            foreach (var cell in page.cells) writer.Write(cell.Clear);
            if (page.hasChange) foreach (var cell in page.cells) writer.Write(cell.Change);
            if (page.hasAnomaly) foreach (var cell in page.cells) writer.Write(cell.Anomaly);
        }
        return bytes.ToArray();
    }
}
