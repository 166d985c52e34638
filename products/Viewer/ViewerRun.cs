using System.Globalization;
using Vegetation.Core.Masking;
using Vegetation.Core.Requests;
using Vegetation.Core.Sensors;
using Vegetation.Core.Sums;
using Vegetation.Core.Work;
using Vegetation.Products.Ledger;
using Vegetation.Products.Maps;
using Vegetation.Products.Report;
using Vegetation.Products.Zones;

namespace Vegetation.Products.Viewer;

/// <summary>A week in the list of weeks.</summary>
/// <param name="Week">2023-W49; null for windows that are no ISO week.</param>
sealed record ViewerWeek(string Run, string? Week, string From);

/// <summary>An index.</summary>
/// <param name="Scenes">The file of a scene, relative to the page, with its id as {scene}.</param>
/// <param name="Layers">None where nothing was seen; the first is the one that scenes hold too.</param>
sealed record ViewerIndex(string Name, string Title, string Scenes, IReadOnlyList<ViewerLayer> Layers);

/// <summary>The layer that says what was seen in each pixel of a scene.</summary>
/// <param name="Scenes">The file of a scene, relative to the page, with its id as {scene}.</param>
/// <param name="Titles">What each value means, from 0 on.</param>
/// <param name="Water">The value of pixels that have an index and are not in the map.</param>
sealed record ViewerQa(string Scenes, IReadOnlyList<string> Titles, int Water);

/// <summary>Where outlines begin, and their steps, degrees.</summary>
sealed record ViewerGrid(double West, double North, double Step);

/// <summary>What the viewer knows of a run; the rest it reads from the run's files.</summary>
sealed record ViewerRun
{
    /// <summary>The Earth in steps of 0.01 degree, an area of 5 degrees in steps of 15 m.</summary>
    const int OutlineSteps = 36_000;

    /// <summary>Of this document: a page says so when it reads another.</summary>
    public int Version { get; } = 1;
    public required string RunId { get; init; }
    public required string Title { get; init; }
    public string? Week { get; init; }

    /// <summary>UTC, as the tags of the maps have them.</summary>
    public required string From { get; init; }
    public required string To { get; init; }

    /// <summary>2023-12-10.</summary>
    public required string LastDay { get; init; }

    /// <summary>Metres of the scenes' pixels.</summary>
    public required int Resolution { get; init; }

    /// <summary>The notice that Copernicus asks for, or that the scenes are generated.</summary>
    public required string Credit { get; init; }

    /// <summary>The report, beside the page.</summary>
    public string Report { get; } = ProductNames.Report;

    /// <summary>The viewer of another run, relative to the page, with its id as {run}.</summary>
    public string Sibling { get; } = $"../../{{run}}/products/{ProductNames.Viewer}";

    /// <summary>The run that the change subtracts; null where there is none.</summary>
    public ViewerWeek? Earlier { get; init; }
    public required IReadOnlyList<ViewerIndex> Indices { get; init; }

    /// <summary>Null where the run writes none.</summary>
    public ViewerQa? Qa { get; init; }

    /// <summary>As the report has them; null where the run has none.</summary>
    public PageZones? Zones { get; init; }

    /// <summary>Null where nothing was seen.</summary>
    public PageGrid? Cells { get; init; }
    public required ViewerGrid Outlines { get; init; }

    /// <summary>Rings of the area asked for, as <see cref="Report.Outlines"/> writes them.</summary>
    public required IReadOnlyList<int[]> Area { get; init; }
    public required ViewerRows Rows { get; init; }

    /// <param name="zones">The first zones of each index; none where the run has none.</param>
    public static ViewerRun Of(
        LedgerDocument ledger, Request request, MapFrame frame, IReadOnlyList<PageCells> cells,
        IReadOnlyList<IReadOnlyList<ZoneRow>> zones)
    {
        var (indices, window, outlines) = (MappedIndex.Of(request), request.Window, new Outlines(frame.Extent(), OutlineSteps));
        var lastDay = Day(window.To.AddTicks(-1));
        return new()
        {
            RunId = ledger.RunId,
            Title = request.IsGenerated ? DataNotice.Titled(TitleOf()) : TitleOf(),
            Week = window.IsoWeek?.ToString(), From = MapTags.Text(window.From), To = MapTags.Text(window.To), LastDay = lastDay,
            Resolution = indices[0].PixelMetres, Credit = request.Notice, Earlier = EarlierOf(ledger),
            Indices = [.. indices.Select(mapped => Of(mapped, window, cells))], Cells = cells.Count > 0 ? cells[0].Grid : null,
            Qa = request.Output.Qa ? QaLayer : null, Zones = PageZones.Of(ledger.Zones, indices, zones),
            Outlines = new(frame.West, frame.North, outlines.Step), Area = outlines.Of(Whole.Of(request.Area)),
            Rows = ViewerRows.Of(ledger.Rows, indices, outlines),
        };

        string TitleOf() => $"{MappedIndex.LabelOf(indices)}, {window.Days}";
    }

    static ViewerQa QaLayer { get; } =
        new($"../output/{OutputNames.Qa("{scene}")}", [.. QaClass.All.Select(row => row.Title)], QaClass.Water);

    static ViewerIndex Of(MappedIndex mapped, Window window, IReadOnlyList<PageCells> cells) => new(
        mapped.Name, mapped.Label, $"../output/{OutputNames.Raster("{scene}", mapped.Name)}",
        cells.FirstOrDefault(page => page.Mapped == mapped) is { } seen ? ViewerLayer.Of(seen, window) : []);

    /// <summary>That of the change of any index; they are all of one run.</summary>
    static ViewerWeek? EarlierOf(LedgerDocument ledger) =>
        ledger.Change.Values.FirstOrDefault(basis => basis.RunId is not null) is { RunId: { } run, From: { } from, To: { } to }
            ? new(run, new Window(from, to).IsoWeek?.ToString(), MapTags.Text(from)) : null;

    static string Day(DateTimeOffset time) => time.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
