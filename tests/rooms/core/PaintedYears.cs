using System.Text.Json;
using Vegetation.Core.Archive;
using Vegetation.Core.Composites;
using Vegetation.Core.Geography;
using Vegetation.Core.Indices;
using Vegetation.Core.Requests;
using Vegetation.Core.Sums;

namespace Vegetation.Tests.Core;

/// <summary>
/// Eight years of two square degrees at the antimeridian, whose normals are known: a season, a slope by latitude, a scatter by year and
/// week, a drought in one box and week, a year that is missing, cells that are clouded in some weeks, and water, which is never valid.
/// </summary>
sealed class PaintedYears
{
    public static readonly Area Area = Area.FromBox(179, -18, -179, -17);
    public static readonly CellGrid Grid = new(20);
    public static readonly MapFrame Frame = MapFrame.Of(Area, Grid);
    public static readonly IsoWeek Drought = IsoWeek.TryParse("2023-W01")!.Value;
    public const int Missing = 2019;

    public static ArchiveSeries Series { get; } = new("painted", Grid, SpectralIndex.Ndvi, 40, CompositeRule.None, RulesOf("{}"));

    public static ArchiveRules RulesOf(string fields) =>
        ArchiveRules.Of(RequestReader.Read(JsonElement.Parse(fields), DateTimeOffset.UnixEpoch).OrThrow());

    /// <summary>The weeks around the turn of each year, of which 2020 has 53.</summary>
    public static IReadOnlyList<IsoWeek> Weeks { get; } =
    [
        .. from year in Enumerable.Range(2015, 9)
           from number in new[] { 1, 2, 3, 50, 51, 52, 53 }
           where (year, number) != (2020, 53) ? number <= 52 : true
           where year != Missing && !(year == 2015 && number < 50) && !(year == 2023 && number > 3)
           select new IsoWeek(year, number),
    ];

    public static bool IsDry(int row, int column) => row is >= 4 and < 9 && column is >= 17 and < 26;

    /// <summary>The sums of a week at a cell of the frame.</summary>
    public static CellSum At(IsoWeek week, int row, int column)
    {
        var random = new Random(HashCodeOf(week, row, column));
        if (column == 3) return new() { Observed = 40, Clear = 40, Water = 40 };
        if (random.Next(5) == 0) return random.Next(2) == 0 ? default : new() { Observed = 30 };
        var mean = 3000 + 10 * Math.Abs(26 - week.Season) - 40 * row + random.Next(-900, 901);
        if (week == Drought && IsDry(row, column)) mean -= 2500;
        var (valid, sum) = (1 + random.Next(400), 0L);
        long squares = 0;
        for (var i = 0; i < valid; i++)
        {
            var value = mean + random.Next(-50, 51);
            (sum, squares) = (sum + value, squares + (long)value * value);
        }
        return new() { Observed = valid + 7, Clear = valid, Valid = valid, Sum = sum, SumSquares = squares };
    }

    public static CellBlocks Cells(IsoWeek week)
    {
        var cells = new CellBlocks(Grid, SpectralIndex.Ndvi);
        var sums = new Dictionary<int, CellSum>();
        for (var row = 0; row < Frame.Rows; row++)
            for (var column = 0; column < Frame.Columns; column++)
                if (At(week, row, column) is { Observed: > 0 } sum)
                    sums[Frame.CellAt(row, column) is var (r, c) ? r * Grid.Columns + c : 0] = sum;
        cells.Add(CellsDocument.From(Grid, sums), "painted");
        return cells;
    }

    /// <summary>As the archive has it.</summary>
    public static byte[] Archived(IsoWeek week, ArchiveSeries? series = null)
    {
        using var stream = new MemoryStream();
        (series ?? Series).Header(week, $"run-{week}").Write(stream, Cells(week));
        return stream.ToArray();
    }

    /// <summary>Of the weeks in an order.</summary>
    public static Climatology Climatology(int season, int around, IEnumerable<IsoWeek>? weeks = null, int? exceptYear = null)
    {
        var climatology = new Climatology(Series, season, around, exceptYear);
        foreach (var week in weeks ?? Weeks) climatology.Add(week, new MemoryStream(Archived(week)), $"{week}");
        return climatology;
    }

    /// <summary>
    /// The samples of a cell, slowly: the days from the middle of the season's week in each year to that of the archived week.
    /// </summary>
    public static IReadOnlyList<(int Year, int Mean)> Samples(int season, int around, int row, int column) =>
    [
        .. from week in Weeks
           from year in Enumerable.Range(2014, 11)
           where Away(week, year, season) <= around
           let sum = At(week, row, column)
           where sum.Valid > 0
           select (year, (int)Math.Round((decimal)sum.Sum / sum.Valid, MidpointRounding.AwayFromZero)),
    ];

    /// <summary>Weeks between a week and that of a season and year, a 53rd counting as the 52nd.</summary>
    static int Away(IsoWeek week, int year, int season) =>
        Math.Abs((week.Year - year) * 52 + Math.Min(week.Number, 52) - season);

    static int HashCodeOf(IsoWeek week, int row, int column) => ((week.Year * 60 + week.Number) * 100 + row) * 100 + column;
}
