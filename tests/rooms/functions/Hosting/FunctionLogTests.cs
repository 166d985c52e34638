using System.Text.Json;
using Vegetation.Functions.Hosting;

namespace Vegetation.Tests.Functions;

/// <summary>What the process says of each invocation, and what it keeps to itself.</summary>
public sealed class FunctionLogTests : FunctionHostTest
{
    [Fact]
    public async Task Each_invocation_is_one_line_without_its_event_and_its_answer()
    {
        await using var api = await ScriptedRuntimeApi.Start();
        api.Event("one", "\"what is asked\"").Event("two", "2");
        await Run(
            api, (invocation, _) =>
            invocation.RequestId == "one" ? Task.FromResult("\"what is said\""u8.ToArray()) : throw new IOException("disk full"));
        Assert.Equal(2, Log.Length);
        Assert.Equal(("Greet", "one", 15, 14), (Log[0].GetProperty("function").GetString(), Log[0].GetProperty("requestId").GetString(),
            Log[0].GetProperty("eventBytes").GetInt32(), Log[0].GetProperty("answerBytes").GetInt32()));
        Assert.Equal(
            ("UnexpectedError", "IOException: disk full"),
            (Log[1].GetProperty("errorType").GetString(), Log[1].GetProperty("errorMessage").GetString()));
        Assert.DoesNotContain("what is", output.ToString());
    }

    [Theory]
    [InlineData("id\n{\"function\":\"forged\"}")]
    [InlineData("id\r\nfunction: forged\u001b[2J\u2028forged")]
    public async Task An_item_id_with_line_ends_forges_no_log_line(string id) // fault 67
    {
        await using var api = await ScriptedRuntimeApi.Start();
        api.Event("one", "1");
        await Run(api, Failing(new IOException($"{id} cannot be read")));
        var line = Assert.Single(Log);
        Assert.Equal("Greet", line.GetProperty("function").GetString());
        Assert.DoesNotContain(output.ToString().TrimEnd('\n'), character => char.IsControl(character) || character == '\u2028');
    }

    [Theory]
    [InlineData(
        "https://bucket.s3.amazonaws.com/key?X-Amz-Credential=CANARY&X-Amz-Signature=CANARY answered 403",
        "https://bucket.s3.amazonaws.com/key?... answered 403")]
    [InlineData("https://user:CANARY@example.org/v1 is down", "https://example.org/v1 is down")]
    [InlineData("'https://example.org/search?token=CANARY' is down", "'https://example.org/search?...' is down")]
    public async Task Neither_logs_nor_errors_repeat_keys_in_addresses(string message, string said) // fault 64
    {
        await using var api = await ScriptedRuntimeApi.Start();
        api.Event("one", "1");
        await Run(api, Failing(new InvalidDataException(message)));
        Assert.Equal(said, Log[0].GetProperty("errorMessage").GetString());
        Assert.Equal(said, JsonElement.Parse(api.Posts.Single().Body).GetProperty("errorMessage").GetString());
    }

    [Fact]
    public void A_message_without_end_is_cut() =>
        Assert.InRange(FunctionError.From(new IOException(new string('x', 100_000))).ErrorMessage.Length, 4000, 4010);
}
