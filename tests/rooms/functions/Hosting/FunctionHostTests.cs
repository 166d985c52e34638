using Vegetation.Core.Requests;
using Vegetation.Functions;
using Vegetation.Functions.Hosting;

namespace Vegetation.Tests.Functions;

/// <summary>
/// The function's process against a server that speaks the Runtime API, in the sequences that AWS produces and in ones that break.
/// </summary>
public sealed class FunctionHostTests : FunctionHostTest
{
    [Fact]
    public async Task Events_are_handled_one_after_another_and_each_is_answered_under_its_id()
    {
        await using var api = await ScriptedRuntimeApi.Start();
        api.Event("one", "1").Event("two", "2");
        await Run(api, (invocation, _) => Task.FromResult<byte[]>([.. "\"got "u8, .. invocation.Payload, .. "\""u8]));
        Assert.Equal(
            [new Posted("invocation/one/response", null, "application/json", "\"got 1\""),
                new Posted("invocation/two/response", null, "application/json", "\"got 2\"")],
            api.Posts);
    }

    [Fact]
    public async Task A_function_error_has_awss_format_and_the_next_event_is_handled()
    {
        await using var api = await ScriptedRuntimeApi.Start();
        api.Event("one", "1").Event("two", "2");
        await Run(api, (invocation, _) => invocation.RequestId == "one"
            ? throw new InvalidRequestException([new FieldError("jobs", "0", "1 to 100")])
            : Task.FromResult("2"u8.ToArray()));
        Assert.Equal(
            new Posted("invocation/one/error", "InvalidRequest", "application/vnd.aws.lambda.error+json",
                """{"errorMessage":"jobs: got 0; expected 1 to 100.","errorType":"InvalidRequest","stackTrace":[]}"""),
            api.Posts.First());
        Assert.Equal("invocation/two/response", api.Posts.Last().Path);
    }

    [Fact]
    public async Task The_trace_id_is_in_the_environment_while_an_event_is_handled_and_not_left_there()
    {
        await using var api = await ScriptedRuntimeApi.Start();
        api.Event("one", "1", trace: "Root=1-a").Event("two", "2", trace: null);
        var seen = new List<string?>();
        await Run(api, (_, _) =>
        {
            seen.Add(Environment.GetEnvironmentVariable("_X_AMZN_TRACE_ID"));
            return Task.FromResult("1"u8.ToArray());
        });
        Assert.Equal(["Root=1-a", null], seen);
    }

    [Fact]
    public async Task A_handler_is_cancelled_before_its_deadline_and_the_error_says_so()
    {
        await using var api = await ScriptedRuntimeApi.Start();
        api.Event("one", "1", seconds: 5.5); // five are kept back: a second, the least, is left
        await Run(api, async (_, cancellation) =>
        {
            await Task.Delay(Timeout.Infinite, cancellation);
            return [];
        });
        Assert.Equal(("invocation/one/error", "DeadlineExceeded"), (api.Posts.Single().Path, api.Posts.Single().ErrorType));
    }

    [Fact]
    public async Task A_time_limit_of_the_handlers_own_is_not_told_as_the_functions()
    {
        await using var api = await ScriptedRuntimeApi.Start();
        api.Event("one", "1");
        await Run(api, Failing(new TaskCanceledException("the catalog took more than 30 seconds")));
        Assert.Equal(
            ("UnexpectedError", "TaskCanceledException: the catalog took more than 30 seconds"),
            (api.Posts.Single().ErrorType, Log[0].GetProperty("errorMessage").GetString()));
    }

    [Fact]
    public async Task An_answer_of_six_megabytes_is_sent_and_a_larger_one_is_an_error_that_says_what_to_do()
    {
        await using var api = await ScriptedRuntimeApi.Start();
        api.Event("fits", "1").Event("large", "2");
        await Run(
            api, (invocation, _) =>
            Task.FromResult(new byte[InvocationGuard.LargestAnswerBytes + (invocation.RequestId == "large" ? 1 : 0)]));
        Assert.Equal(["invocation/fits/response", "invocation/large/error"], api.Posts.Select(post => post.Path));
        Assert.Contains("6291457 bytes; Lambda takes at most 6291456: put it into the bucket", api.Posts.Last().Body);
    }

    [Fact]
    public async Task An_answer_that_the_service_finds_too_large_is_told_as_an_error()
    {
        await using var api = await ScriptedRuntimeApi.Start();
        api.Event("one", "1").Answers("invocation/one/response", 413);
        await Run(api, Answering("\"long\""));
        Assert.Equal("AnswerTooLarge", api.Posts.Last().ErrorType);
    }

    [Fact]
    public async Task An_answer_that_comes_too_late_for_the_service_does_not_end_the_process()
    {
        await using var api = await ScriptedRuntimeApi.Start();
        api.Event("late", "1").Event("next", "2").Answers("invocation/late/response", 400);
        await Run(api, Answering("1"));
        Assert.Equal(["invocation/late/response", "invocation/next/response"], api.Posts.Select(post => post.Path));
        Assert.Equal("InvocationExpired", Log[0].GetProperty("errorType").GetString());
    }

    [Fact]
    public async Task A_handler_that_cannot_be_built_is_an_init_error_and_no_event_is_asked_for()
    {
        await using var api = await ScriptedRuntimeApi.Start(keepsWaiting: true);
        var code = await Host(api.HostAndPort, () => throw new InvalidOperationException("BUCKET is not set"));
        Assert.Equal((FunctionHost.Broken, "init/error", "UnexpectedError"), (code, api.Posts.Single().Path, api.Posts.Single().ErrorType));
        Assert.Contains("BUCKET is not set", api.Posts.Single().Body);
        Assert.False(api.Idle.Task.IsCompleted);
        Assert.Equal(api.Posts.Single().Body, Assert.Single(errors.ToString().TrimEnd().Split('\n')));
    }

    [Fact]
    public async Task Sigterm_ends_an_idle_process_cleanly()
    {
        await using var api = await ScriptedRuntimeApi.Start(keepsWaiting: true);
        using var stop = new CancellationTokenSource();
        var running = Run(api, Answering("1"), stop.Token);
        await api.Idle.Task;
        await stop.CancelAsync();
        Assert.Equal((FunctionHost.Ended, ""), (await running, errors.ToString()));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Sigterm_cancels_the_handler_and_ends_the_process_cleanly_whatever_it_throws(bool cancelled)
    {
        await using var api = await ScriptedRuntimeApi.Start();
        api.Event("one", "1");
        using var stop = new CancellationTokenSource();
        var code = await Run(api, async (_, cancellation) =>
        {
            await stop.CancelAsync();
            if (cancelled) cancellation.ThrowIfCancellationRequested();
            throw new IOException("the pipe broke");
        }, stop.Token);
        Assert.Equal(FunctionHost.Ended, code);
        Assert.Empty(api.Posts);
    }

    [Fact]
    public async Task Without_a_runtime_api_the_program_says_who_starts_it()
    {
        Assert.Equal(FunctionHost.NotStarted, await Host(null, () => Answering("1")));
        Assert.Contains("AWS_LAMBDA_RUNTIME_API is not set", errors.ToString());
    }

    [Theory]
    [InlineData("five hundred", "answered 500")]
    [InlineData("forbidden", "answered 403")]
    [InlineData("no id", "without a request id")]
    [InlineData("no deadline", "without a deadline")]
    [InlineData("odd deadline", "without a deadline")]
    [InlineData("cut off", "cannot be reached")]
    public async Task An_api_that_breaks_ends_the_process_with_a_line_and_no_answer(string how, string said)
    {
        await using var api = await ScriptedRuntimeApi.Start();
        api.Answer(context =>
        {
            context.Response.StatusCode = how switch { "five hundred" => 500, "forbidden" => 403, _ => 200 };
            if (how != "no id") context.Response.Headers["Lambda-Runtime-Aws-Request-Id"] = "one";
            if (how != "no deadline") context.Response.Headers["Lambda-Runtime-Deadline-Ms"] = how == "odd deadline" ? "soon" : "1";
            if (how == "cut off") context.Abort();
            return Task.CompletedTask;
        });
        Assert.Equal(FunctionHost.Broken, await Run(api, Answering("1")));
        Assert.Contains(said, errors.ToString());
        Assert.Single(errors.ToString().TrimEnd().Split('\n'));
        Assert.Empty(api.Posts);
    }

    [Theory]
    [InlineData("invocation/one/response")]
    [InlineData("invocation/one/error")]
    public async Task An_api_that_fails_to_take_an_answer_ends_the_process(string path)
    {
        await using var api = await ScriptedRuntimeApi.Start(keepsWaiting: true);
        api.Event("one", "1").Answers(path, 500);
        Assert.Equal(
            FunctionHost.Broken,
            await Run(api, path.EndsWith("error", StringComparison.Ordinal) ? Failing(new IOException("disk")) : Answering("1")));
        Assert.Contains($"{path} answered 500", errors.ToString());
    }
}
