using System.Text;
using System.Text.Json;
using Vegetation.Core;

namespace Vegetation.Tests.Core;

public sealed class PlainTextTests
{
    [Theory]
    [InlineData("Sentinel-2B, 30°C 日本 😀", "Sentinel-2B, 30°C 日本 😀")]
    [InlineData("a\0b\tc\r\nd\u001b[31me\u0085f\u007fg", "a b c  d [31me f g")]
    [InlineData("evil\u202Egpj.tif\u2066x\u2069\u200F", "evil gpj.tif x  ")] // marks of direction turn what is read around
    [InlineData("zero\u200Bwidth\uFEFF\u00ADsoft", "zero width  soft")]
    [InlineData("line\u2028paragraph\u2029", "line paragraph ")]
    public void What_is_not_seen_becomes_a_space(string text, string plain) => Assert.Equal(plain, PlainText.Of(text));

    [Fact]
    // no attribute can hold it
    public void Half_a_pair_becomes_a_mark() => Assert.Equal("half \uFFFD pair \uFFFD", PlainText.Of("half \ud83d pair \ude00"));

    [Fact]
    public void A_long_text_is_cut_and_no_pair_with_it()
    {
        Assert.Equal(new string('a', 2048), PlainText.Of(new string('a', 2048)));
        Assert.Equal(new string('a', 2048) + "...", PlainText.Of(new string('a', 2049)));
        Assert.Equal("abc...", PlainText.Of("abc😀", 4));
    }

    [Fact]
    public void Json_keeps_all_but_the_texts_that_are_not_plain()
    {
        const string json = """{"a":[1.50,-2e9,true,null,{"b\u0000":"x"}],"c":"<+> é \" \\","d":{},"e":[]}""";
        Assert.Equal(JsonSerializer.Serialize(JsonDocument.Parse(json)), Clean(json));
        Assert.Equal("""{"a":"b c ","d":["e f"]}""", Clean("{ \"a\" : \"b\\u0000c\\u202e\",\n \"d\": [\"e\\nf\"] }"));
    }

    [Fact]
    public void A_text_of_json_that_is_no_Unicode_is_shown_as_it_stands() =>
        Assert.Equal(
            """["a\\ud800b","\uFFFDc"]""", Encoding.UTF8.GetString(PlainJson.Clean([.. "[\"a\\ud800b\",\""u8, 0xff, .. "c\"]"u8])));

    [Theory]
    [InlineData("")]
    [InlineData("{\"a\":1")]
    [InlineData("{}{}")]
    [InlineData("no JSON")]
    public void What_is_no_json_is_refused(string text) => Assert.ThrowsAny<JsonException>(() => Clean(text));

    static string Clean(string json) => Encoding.UTF8.GetString(PlainJson.Clean(Encoding.UTF8.GetBytes(json)));
}
