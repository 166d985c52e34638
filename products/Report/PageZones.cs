using Vegetation.Core.Zones;
using Vegetation.Products.Zones;

namespace Vegetation.Products.Report;

/// <summary>The zones as columns, in the order of the run, with what was found of them. Nulls stand where a zone has nothing.</summary>
sealed record PageZones
{
    /// <summary>Zones in the page; the tables have all.</summary>
    public const int MostShown = 5_000;

    public required ZoneReport Report { get; init; }
    public required IReadOnlyList<string> Id { get; init; }
    public required IReadOnlyList<string?> Name { get; init; }
    public required IReadOnlyList<double> AreaKm2 { get; init; }

    /// <summary>As <see cref="ZoneRow.Reason"/>, of the first index.</summary>
    public required IReadOnlyList<string?> Reason { get; init; }

    /// <summary>Of the first index, as the next three.</summary>
    public required IReadOnlyList<double?> ClearShare { get; init; }
    public required IReadOnlyList<double?> ObservedShare { get; init; }
    public required IReadOnlyList<long> Pixels { get; init; }
    public required IReadOnlyList<long> ValidPixels { get; init; }

    /// <summary>A column for each index, in their order, as the next two.</summary>
    public required IReadOnlyList<IReadOnlyList<double?>> Mean { get; init; }
    public required IReadOnlyList<IReadOnlyList<double?>> P10 { get; init; }
    public required IReadOnlyList<IReadOnlyList<double?>> P90 { get; init; }

    /// <summary>As <see cref="Mean"/>; null where no zone can be compared.</summary>
    public IReadOnlyList<IReadOnlyList<double?>>? Change { get; init; }
    public IReadOnlyList<IReadOnlyList<double?>>? ZScore { get; init; }

    /// <summary>By what the map is coloured.</summary>
    public required IReadOnlyList<ZoneLayer> Layers { get; init; }

    /// <summary>Null where no zone has an outline.</summary>
    public ZoneOutlines? Outlines { get; init; }

    /// <param name="report">Its lists are cut, too.</param>
    /// <param name="rows">The first zones of each index, those of the first with their outlines.</param>
    public static PageZones? Of(ZoneReport? report, IReadOnlyList<MappedIndex> indices, IReadOnlyList<IReadOnlyList<ZoneRow>> rows)
    {
        if (report is null) return null;
        var first = rows.Count > 0 ? rows[0] : [];
        var (change, scores) = (Compared(row => row.Change), Compared(row => row.ZScore));
        return new()
        {
            Report = report with { Bad = [.. report.Bad.Take(MostShown)], SmallerThanPixel = [.. report.SmallerThanPixel.Take(MostShown)] },
            Id = Column(first, row => row.ZoneId), Name = Column(first, row => row.Name), AreaKm2 = Column(first, row => row.AreaKm2),
            Reason = Column(first, row => row.Reason),
            ClearShare = Column(first, row => row.ClearShare), ObservedShare = Column(first, row => row.ObservedShare),
            Pixels = Column(first, row => row.Pixels),
            ValidPixels = Column(first, row => row.ValidPixels), Mean = Columns(row => row.Mean), P10 = Columns(row => row.P10),
            P90 = Columns(row => row.P90), Change = change, ZScore = scores,
            Layers = ZoneLayer.Of(indices, change is not null, scores is not null),
            Outlines = ZoneOutlines.Of(Column(first, row => row.Geometry)),
        };

        static IReadOnlyList<T> Column<T>(IReadOnlyList<ZoneRow> rows, Func<ZoneRow, T> value) => [.. rows.Select(value)];

        IReadOnlyList<IReadOnlyList<double?>>? Compared(Func<ZoneRow, double?> value) =>
            rows.Any(index => index.Any(row => value(row) is not null)) ? Columns(value) : null;

        IReadOnlyList<IReadOnlyList<double?>> Columns(Func<ZoneRow, double?> value) => [.. rows.Select(index => Column(index, value))];
    }
}
