using System.Text;
using System.Text.Json;
using Vegetation.Core.Scenes;
using Vegetation.Functions.Catalogs;

namespace Vegetation.Tests.Functions;

/// <summary>Items parsed one by one: what is wrong with one is its own affair. Fault 17.</summary>
public sealed class ItemListTests
{
    const string Good = "S2A_33UXP_20231205_0_L2A", Bad = "S2A_33UWP_20231206_0_L2A";

    static readonly string Item = ScriptedCatalog.Item(Bad);

    static CatalogPage Read(string list, int most = 100) =>
        new ItemList("test", "id", item => StacItemReader.Read(item, "test", NdviScene.Bands)).Page(
            Encoding.UTF8.GetBytes(list), most, null);

    public static TheoryData<string, string, string> Harmed => new()
    {
        { "nested 100,000 deep", "json", With($"\"x\":{new string('[', 100_000)}{new string(']', 100_000)},") },
        { "objects nested 1,000 deep", "json",
            With($"\"x\":{string.Concat(Enumerable.Repeat("{\"a\":", 1000))}1{new string('}', 1000)},") },
        { "NaN", "json", Item.Replace("\"eo:cloud_cover\":5", "\"eo:cloud_cover\":NaN", StringComparison.Ordinal) },
        { "Infinity", "json", Item.Replace("\"eo:cloud_cover\":5", "\"eo:cloud_cover\":-Infinity", StringComparison.Ordinal) },
        { "a comma too many", "json", With("\"x\":[1,],") },
        { "a bracket of the other kind", "json", With("\"x\":[1},") },
        { "a control character in a text", "json", With("\"x\":\"a\nb\",") },
        { "half a surrogate pair in a value", "json", Item.Replace("05.09", "\\ud800", StringComparison.Ordinal) },
        { "half a surrogate pair in a name", "json", With("\"\\udc00\":1,") },
        { "a field twice", "field-twice: collection", With("\"collection\":\"other\",") },
        { "the id twice", "field-twice: id", With($"\"id\":\"{Bad}\",") },
        { "1 MB", "too-large", With($"\"x\":\"{new string('x', 1 << 20)}\",") },
    };

    static string With(string field) => Item.Insert(1, field);

    [Theory]
    [MemberData(nameof(Harmed))]
    public void One_that_cannot_be_read_is_unreadable_alone_and_by_its_name(string name, string reason, string item)
    {
        _ = name;
        var page = Read($"[{ScriptedCatalog.Item(Good)}, {item} ,{ScriptedCatalog.Item("S2A_33UXP_20231207_0_L2A")}]");
        Assert.Equal([Good, "S2A_33UXP_20231207_0_L2A"], page.Scenes.Select(s => s.Id));
        var unreadable = Assert.Single(page.Unreadable);
        Assert.Equal((Bad, reason, "33UWP"), (unreadable.Id, unreadable.Words, unreadable.Tile));
    }

    [Theory]
    [InlineData("""{"id":"\ud800"}""", "\\ud800", "json")]
    [InlineData("""{"id":NaN}""", "", "json")]
    [InlineData("""{"x":[1,],"id":"../x y"}""", "../x?y", "json")]
    [InlineData("""{"x":[1,]}""", "", "json")]
    [InlineData("NaN", "", "json")]
    [InlineData("\"a text\"", "", "id")]
    [InlineData("5", "", "id")]
    [InlineData("{5}", "", "json")]
    [InlineData("{\"id\"}", "", "json")]
    public void A_name_is_kept_as_far_as_there_is_one(string item, string id, string reason) =>
        Assert.Equal(new UnreadableItem(id, reason), Assert.Single(Read($"[{item}]").Unreadable));

    [Fact]
    public void Bytes_that_are_no_text_harm_one_item()
    {
        var list = Encoding.Latin1.GetBytes($"[{Item.Replace("05.09", "\u00ff", StringComparison.Ordinal)},{ScriptedCatalog.Item(Good)}]");
        var page = new ItemList("test", "id", item => StacItemReader.Read(item, "test", NdviScene.Bands)).Page(list, 2, null);
        Assert.Equal((Good, new UnreadableItem(Bad, "json", "33UWP")), (Assert.Single(page.Scenes).Id, Assert.Single(page.Unreadable)));
    }

    [Fact]
    public void A_name_is_never_kept_at_length()
    {
        var text = new string('x', 100_000);
        var page = Read($$"""[{"id":"{{text}}"},{"id":"{{text}}","y":NaN},{"id":"a","{{text}}":1,"{{text}}":2}]""");
        Assert.All(page.Unreadable, item => Assert.InRange(item.Id.Length + item.Reason.Length, 1, 200));
    }

    [Theory]
    [InlineData("[]", 0)]
    [InlineData(" [ ] ", 0)]
    [InlineData("[{},{}]", 2)]
    [InlineData("\n[\t{} ,\r\n[1,2] , \",]\\\"\\\\\" ]\n", 3)]
    public void A_list_has_as_many_items_as_it_has(string list, int count) => Assert.Equal(count, Read(list, 3).Unreadable.Count);

    [Theory]
    [InlineData("[{},{},{},{}]", "more items than it was asked for; expected at most 3")]
    [InlineData("[{}", "it is truncated")]
    [InlineData("[\"", "it is truncated within a string")]
    [InlineData("[\"\\", "it is truncated within a string")]
    [InlineData("[{},]", "out of place")]
    [InlineData("[,]", "out of place")]
    [InlineData("[{}}", "out of place")]
    [InlineData("[{}] []", "out of place")]
    [InlineData("{}", "expected [")]
    [InlineData("", "got nothing")]
    public void A_list_that_is_none_is_an_error(string list, string said) =>
        Assert.Contains(said, Assert.Throws<CatalogUnavailableException>(() => Read(list, 3)).Problem, StringComparison.Ordinal);

    /// <summary>Where a list can be parsed as a whole, its elements are those that the parser finds.</summary>
    [Fact]
    public void Slices_are_what_the_parser_finds()
    {
        var random = new Random(17);
        for (var i = 0; i < 300; i++)
        {
            var list = $"[{string.Join(" , ", Enumerable.Range(0, random.Next(6)).Select(_ => Value(random, 4)))}]";
            using var whole = JsonDocument.Parse(list);
            var slices = JsonSlices.Elements(Encoding.UTF8.GetBytes(list)).Select(s => Encoding.UTF8.GetString(s.Span));
            Assert.Equal(whole.RootElement.EnumerateArray().Select(e => e.GetRawText()), slices);
        }
    }

    static string Value(Random random, int depth) => random.Next(depth > 0 ? 5 : 3) switch
    {
        0 => "-1.5e3",
        1 => JsonSerializer.Serialize(string.Concat(Enumerable.Range(0, random.Next(5)).Select(_ => "\"\\[]{},: ü"[random.Next(10)]))),
        2 => "null",
        3 => $"[{string.Join(',', Enumerable.Range(0, random.Next(4)).Select(_ => Value(random, depth - 1)))}]",
        _ => $"{{{string.Join(" ,", Enumerable.Range(0, random.Next(4)).Select(n => $"\"{n}\" : {Value(random, depth - 1)}"))}}}",
    };
}
