using System.Globalization;

namespace Vegetation.Core.Geography;

/// <summary>Areas in messages, tables of the terminal and pictures: 64,540 km². The report writes those of fields in ha.</summary>
public static class SquareKilometres
{
    const double Whole = 10; // smaller areas, as fields are, have two decimals

    public static string Text(double area) =>
        area.ToString(Math.Abs(area) < Whole ? "0.##" : "N0", CultureInfo.InvariantCulture) + " km²";
}
