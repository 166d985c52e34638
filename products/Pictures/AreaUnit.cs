namespace Vegetation.Products.Pictures;

/// <summary>A unit of area in which numbers stay short.</summary>
/// <param name="SquareKilometres">Square kilometres in one of this unit.</param>
readonly record struct AreaUnit(string Name, double SquareKilometres)
{
    static readonly AreaUnit[] All = [new("million km²", 1e6), new("thousand km²", 1e3), new("km²", 1)];

    public static AreaUnit For(double squareKilometres) => All.FirstOrDefault(unit => squareKilometres >= unit.SquareKilometres, All[^1]);
}
