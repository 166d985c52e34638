using Vegetation.Products.Zones;

namespace Vegetation.Tests.Products.Zones;

/// <summary>Texts of other people in the table for spreadsheets.</summary>
public sealed class ZoneColumnsTests
{
    static string[] Fields(string id, string? name) => ZoneColumns.Line(
        new ZoneRow(id, name, default, default, "ndvi", -0.5, 0.1, -1, 1, null, null, null, 1, null, 0, 0) { Geometry = [] }).Split(',');

    [Theory]
    [InlineData("=HYPERLINK(1)", "'=HYPERLINK(1)")]
    [InlineData("+cmd|' /C calc'!A0", "'+cmd|' /C calc'!A0")]
    [InlineData("-2+3", "'-2+3")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("-2", "-2")] // a number is no formula
    [InlineData("a=b", "a=b")]
    [InlineData("", "")]
    public void A_name_that_a_spreadsheet_would_run_is_text(string text, string written)
    {
        Assert.Equal((written, written), (Fields(text, text)[0], Fields(text, text)[1]));
        Assert.Equal("-0.5", Fields(text, text)[6]); // figures may begin with a sign
    }

    [Fact]
    public void Small_numbers_have_no_powers_of_ten_and_zero_has_no_sign()
    {
        var row = new ZoneRow("a", null, default, default, "ndvi", 1e-5, 0.1, -1, 1, null, null, null, 1, null, 0, 0)
            { Geometry = [], Change = 0.000027, Anomaly = -0.0 };
        var fields = ZoneColumns.Header.Split(',').Zip(ZoneColumns.Line(row).Split(','))
            .ToDictionary(pair => pair.First, pair => pair.Second);
        Assert.Equal(("0.00001", "0.000027", "0"), (fields["mean"], fields["change"], fields["anomaly"]));
    }

    [Fact]
    public void It_is_quoted_as_ever() =>
        Assert.StartsWith("\"'=A,\"\"B\"\"\",,", string.Join(',', Fields("=A,\"B\"", null)), StringComparison.Ordinal);
}
