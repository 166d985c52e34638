using System.Net;
using System.Net.Http.Json;
using System.Text;
using Vegetation.Local;
using Vegetation.Local.Cloud;
using Vegetation.Local.Processes;

namespace Vegetation.Tests.Local;

public sealed class RuntimeApiTests
{
    static readonly DateTimeOffset Deadline = new(2023, 12, 13, 15, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task A_runtime_gets_the_event_with_the_documented_headers_and_its_response_is_the_answer()
    {
        await using var api = await RuntimeApi.Start("Greet", CancellationToken.None);
        using var http = new HttpClient { BaseAddress = new Uri($"http://{api.HostAndPort}/2018-06-01/runtime/") };
        var next = http.GetAsync("invocation/next"); // asks before there is anything
        var answer = api.Invoke("""{"name":"Ada"}"""u8.ToArray(), Deadline, CancellationToken.None);
        using var given = await next;
        Assert.Equal("""{"name":"Ada"}""", await given.Content.ReadAsStringAsync());
        Assert.Equal(
            Deadline.ToUnixTimeMilliseconds().ToString(System.Globalization.CultureInfo.InvariantCulture),
            Header(given, "Lambda-Runtime-Deadline-Ms"));
        Assert.EndsWith(":function:Greet", Header(given, "Lambda-Runtime-Invoked-Function-Arn"), StringComparison.Ordinal);
        Assert.StartsWith("Root=", Header(given, "Lambda-Runtime-Trace-Id"), StringComparison.Ordinal);
        var id = Header(given, "Lambda-Runtime-Aws-Request-Id");
        using var accepted = await http.PostAsync($"invocation/{id}/response", new StringContent("\"Hello Ada\""));
        Assert.Equal(HttpStatusCode.Accepted, accepted.StatusCode);
        Assert.Equal("\"Hello Ada\"", Encoding.UTF8.GetString((await answer).Payload!));
        using var late = await http.PostAsync($"invocation/{id}/response", new StringContent("1"));
        Assert.Equal(HttpStatusCode.BadRequest, late.StatusCode);
    }

    [Fact]
    public async Task An_error_keeps_its_type_and_message()
    {
        await using var api = await RuntimeApi.Start("Greet", CancellationToken.None);
        using var http = new HttpClient { BaseAddress = new Uri($"http://{api.HostAndPort}/2018-06-01/runtime/") };
        var answer = api.Invoke("{}"u8.ToArray(), Deadline, CancellationToken.None);
        using var given = await http.GetAsync("invocation/next");
        await http.PostAsJsonAsync($"invocation/{Header(given, "Lambda-Runtime-Aws-Request-Id")}/error",
            new { errorType = "InvalidRequest", errorMessage = "jobs: got 0", stackTrace = Array.Empty<string>() });
        Assert.Equal(new TaskError("InvalidRequest", "jobs: got 0"), (await answer).Error);
    }

    [Fact]
    public async Task A_function_that_cannot_start_fails_its_invocation()
    {
        await using var api = await RuntimeApi.Start("Greet", CancellationToken.None);
        using var http = new HttpClient { BaseAddress = new Uri($"http://{api.HostAndPort}/2018-06-01/runtime/") };
        var answer = api.Invoke("{}"u8.ToArray(), Deadline, CancellationToken.None);
        await http.PostAsJsonAsync("init/error", new { errorType = "InvalidOperationException", errorMessage = "BUCKET is not set" });
        Assert.Equal(new TaskError("InvalidOperationException", "BUCKET is not set"), (await answer).Error);
    }

    [Fact]
    public async Task A_process_that_dies_is_an_exit_error_and_is_started_anew_by_the_next_call()
    {
        var starts = 0;
        await using var function = new LambdaFunction("Greet", TimeSpan.FromSeconds(30), _ =>
        {
            starts++;
            return ChildProcess.Start(new ProcessStart("sh", ["-c", "echo no memory >&2; exit 3"]));
        }, TimeProvider.System);
        for (var call = 1; call <= 2; call++)
        {
            var error = (await function.Invoke("{}"u8.ToArray(), CancellationToken.None)).Error!;
            Assert.Equal("Runtime.ExitError", error.ErrorType);
            Assert.Contains("exit status 3 no memory", error.ErrorMessage, StringComparison.Ordinal);
            Assert.Equal(call, starts);
        }
    }

    [Fact]
    public async Task A_process_that_answers_nothing_is_ended_at_its_timeout()
    {
        ChildProcess? process = null;
        await using var function = new LambdaFunction("Greet", TimeSpan.FromMilliseconds(200),
            _ => process = ChildProcess.Start(new ProcessStart("sleep", ["60"])), TimeProvider.System);
        var error = (await function.Invoke("{}"u8.ToArray(), CancellationToken.None)).Error!;
        Assert.Equal("Sandbox.Timedout", error.ErrorType);
        Assert.True(process!.Exit.IsCompleted);
    }

    static string Header(HttpResponseMessage answer, string name) => answer.Headers.GetValues(name).Single();
}
