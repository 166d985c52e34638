using System.Text.Json;
using Vegetation.Core.Requests;

namespace Vegetation.Tests.Core;

public sealed class BackfillRequestTests
{
    static BackfillRequest Read(string json) => BackfillRequest.Read(JsonElement.Parse(json));

    [Theory]
    [InlineData("2019-W01..2023-W52", 261)] // of which 2020 has 53
    [InlineData("2020-W52..2021-W01", 3)]
    [InlineData("2023-W49", 1)]
    public void A_range_has_all_its_weeks(string text, int count)
    {
        var range = WeekRange.TryParse(text)!.Value;
        Assert.Equal((text, count), (range.ToString(), range.Weeks.Count));
        Assert.Equal(range.Weeks.Order(), range.Weeks.Distinct());
    }

    [Theory]
    [InlineData("2023-W52..2019-W01")] // backwards
    [InlineData("2019-W01..2019-W53")] // no such week
    [InlineData("2000-W01..2023-W52")] // too long
    [InlineData("2019-W01...2023-W52")]
    [InlineData("2019-W01..2020-W01..2021-W01")]
    [InlineData("2014-W52..2015-W02")] // before Sentinel-2
    [InlineData("2019-W01..")]
    [InlineData("")]
    public void Other_texts_are_no_range(string text) => Assert.Null(WeekRange.TryParse(text));

    [Theory]
    [InlineData("""{}""", "weeks: got nothing; expected ISO weeks that exist, from 2015 on")]
    [InlineData("""{"weeks":"2023"}""", "weeks: got \"2023\"; expected ISO weeks")]
    [InlineData("""{"weeks":"2023-W01","weks":1}""", "weks: got an unknown field; expected one of weeks, request, dryRun")]
    [InlineData("""{"weeks":"2023-W01","request":[]}""", "request: got []; expected a JSON object")]
    [InlineData("""{"weeks":"2023-W01","request":{"from":"2023-01-02"}}""", "request.from: got a value; expected none")]
    [InlineData("""{"weeks":"2023-W01","request":{"scheduledAt":null}}""", "request.scheduledAt: got a value; expected none")]
    [InlineData("[]", "backfill: got []; expected a JSON object")]
    public void What_is_wrong_is_named(string json, string says) =>
        Assert.Contains(says, Assert.Throws<InvalidRequestException>(() => Read(json)).Message, StringComparison.Ordinal);

    [Fact]
    public void The_request_stays_as_it_was_typed()
    {
        Assert.Equal("""{"resolution":160}""", Read("""{"weeks":"2023-W01","request":{"resolution":160}}""").Request.GetRawText());
        Assert.Equal("{}", Read("""{"weeks":"2023-W01"}""").Request.GetRawText());
        Assert.True(Read("""{"weeks":"2023-W01","dryRun":true}""").DryRun);
    }
}
