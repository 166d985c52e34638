namespace Vegetation.Products.Ledger;

/// <summary>
/// Land of a run's tiles in square kilometres. Tiles count as a whole, even if the request's area cuts them, and once each: of several
/// scenes of a tile the largest area counts.
/// </summary>
/// <param name="ExpectedKm2">Of all tiles that the area should have.</param>
/// <param name="ObservedKm2">Of it with data in a processed scene.</param>
/// <param name="ClearKm2">Of it with a value of the first index.</param>
public sealed record LandArea(long ExpectedKm2, long ObservedKm2, long ClearKm2)
{
    /// <summary>Of the expected land, 0..1; 0 if there is none.</summary>
    public double ObservedShare => Share(ObservedKm2);

    /// <inheritdoc cref="ObservedShare"/>
    public double ClearShare => Share(ClearKm2);

    public static LandArea Of(IReadOnlyList<LedgerRow> rows)
    {
        var tiles = rows.GroupBy(row => row.Tile).ToList();
        return new(Sum(row => row.LandKm2), Sum(row => row.ObservedKm2), Sum(row => row.ClearKm2));

        long Sum(Func<LedgerRow, long> squareKilometres) => tiles.Sum(tile => tile.Max(squareKilometres));
    }

    double Share(long part) => ExpectedKm2 == 0 ? 0 : Math.Round((double)part / ExpectedKm2, 4);
}
