using System.Text.Json;
using Vegetation.Functions;
using Vegetation.Functions.Searching;

namespace Vegetation.Tests.Functions;

public sealed class RequestDefaultsTests
{
    [Theory]
    [InlineData(null, """{"jobs":2}""", """{"jobs":2}""")]
    [InlineData("""{"jobs":5}""", """{"jobs":2,"maxScenes":10}""", """{"jobs":5,"maxScenes":10}""")]
    [InlineData("""{"jobs":null}""", """{"jobs":2}""", """{"jobs":null}""")]
    [InlineData("""{"jobs":5}""", null, """{"jobs":5}""")]
    [InlineData("[1]", """{"jobs":2}""", "[1]")]
    public void Defaults_of_the_deployment_fill_what_the_request_does_not_name(string? request, string? defaults, string asked) =>
        Assert.Equal(
            asked, new SearchScenesInput(Json(request), null, null, null, null) { Defaults = Json(defaults) }.Asked().GetRawText());

    static JsonElement? Json(string? text) => text is null ? null : JsonElement.Parse(text);
}
