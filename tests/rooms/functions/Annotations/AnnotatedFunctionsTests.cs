using System.Reflection;
using System.Text.Json;
using System.Xml.Linq;
using Amazon.Lambda.Annotations;
using Amazon.Lambda.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Vegetation.Core.Work;
using Vegetation.Functions;
using Vegetation.Functions.Aggregation;
using Vegetation.Functions.Annotations;
using Vegetation.Functions.Hosting;
using Vegetation.Functions.Planning;
using Vegetation.Functions.Searching;
using Vegetation.Local.Processes;

namespace Vegetation.Tests.Functions;

/// <summary>The second host, against shapes of AWS's names.</summary>
public sealed class AnnotatedFunctionsTests(EmbeddedS3 s3) : IClassFixture<EmbeddedS3>
{
    sealed record Context(string AwsRequestId, TimeSpan RemainingTime) : ILambdaContext;

    static readonly Context TenMinutes = new("1", TimeSpan.FromMinutes(10));

    AnnotatedFunctions Functions =>
        new(new FunctionSet(
            s3.Store, new FunctionSettings(s3.Store.Bucket, AllowLoopback: true) { AssetHosts = AssetHosts.Any }, TimeProvider.System));

    [Fact]
    public async Task Functions_do_what_the_own_host_has_them_do()
    {
        var run = await RunOnS3.WithScenes(s3.Store, "annotated", [RunOnS3.Scene("33UWP")]);
        var plan = await Functions.BuildManifests(new BuildManifestsInput("annotated", null, null) { Quota = new(10_000) }, TenMinutes);
        Assert.Equal(("run-jobs", 1), (plan.Next, plan.Jobs.Count));
        await run.Finish(RunOnS3.Scene("33UWP").Id, UnitStatus.Done);
        Assert.Equal("published", (await Functions.AggregateOutputs(new AggregateOutputsInput("annotated"), TenMinutes)).Outcome);
    }

    [Fact]
    public async Task A_function_is_cancelled_before_its_time_is_up()
    {
        await using var silent = await LoopbackServer.Start(
            app => app.Run(context => Task.Delay(Timeout.Infinite, context.RequestAborted)), 0, default);
        var request = JsonSerializer.SerializeToElement(new { catalogs = new[] { silent.Address } });
        var input = new SearchScenesInput(request, "annotated-late", DateTimeOffset.UnixEpoch.AddYears(53), null, null);
        var error = await Assert.ThrowsAnyAsync<AnnotatedError>(
            () => Functions.SearchScenes(input, new Context("1", TimeSpan.FromSeconds(5))));
        Assert.Equal("DeadlineExceeded", error.GetType().Name);
    }

    [Fact]
    public async Task A_failure_has_the_name_and_the_message_of_the_own_host_and_no_stack_trace()
    {
        var input = new SearchScenesInput(
            JsonSerializer.SerializeToElement(new { jobs = 0 }), "annotated-wrong", DateTimeOffset.UnixEpoch, null, null);
        var functions = new FunctionSet(s3.Store, new FunctionSettings(s3.Store.Bucket, AllowLoopback: true), TimeProvider.System);
        var (_, own) = await InvocationGuard.Run(
            async (call, token) =>
                JsonSerializer.SerializeToUtf8Bytes(
                await functions.SearchScenes.Run(input, call, token), FunctionsJson.Default.SearchScenesOutput),
            new Invocation("1", [], DateTimeOffset.UtcNow.AddMinutes(5), null), TimeProvider.System, default);
        var error = await Assert.ThrowsAnyAsync<AnnotatedError>(() => Functions.SearchScenes(input, TenMinutes));
        Assert.Equal((own!.ErrorType, own.ErrorMessage, null), (error.GetType().Name, error.Message, error.StackTrace));
        Assert.Equal("InvalidRequest", own.ErrorType);
    }

    [Fact]
    public void Every_error_of_the_own_host_has_a_type_of_its_name() => Assert.All(
        FunctionError.AllNames, name => Assert.Equal(name, AnnotatedError.Of(FunctionError.Of(name, "x")).GetType().Name));

    [Fact]
    public void Functions_have_the_names_that_the_state_machines_functions_have() =>
        Assert.Equal(["AggregateOutputs", "BuildManifests", "PlanBackfill", "SearchScenes"],
            typeof(AnnotatedFunctions).GetMethods().Where(m => m.GetCustomAttribute<LambdaFunctionAttribute>() is not null)
                .Select(m => m.Name).Order());

    [Fact]
    public void Answers_are_written_as_by_the_own_host()
    {
        var output = new SearchScenesOutput("r", 3, null);
        Assert.Equal(
            JsonSerializer.Serialize(output, FunctionsJson.Default.SearchScenesOutput),
            JsonSerializer.Serialize(output, new Serializer().Context.SearchScenesOutput));
    }

    [Fact]
    public void Startup_says_what_is_missing() =>
        Assert.Contains(
            "BUCKET is not set",
            Assert.Throws<InvalidOperationException>(() => new Startup().ConfigureServices(new ServiceCollection())).Message);

    [Fact]
    public void Nothing_of_it_is_in_a_build_that_does_not_ask_for_it()
    {
        Assert.DoesNotContain(typeof(FunctionSet).Assembly.GetTypes(), type => type.Namespace == "Vegetation.Functions.Annotations");
        var import = XDocument.Load(Path.Combine(Repository.Root, "functions", "Functions.csproj")).Descendants("Import")
            .Single(element => element.Attribute("Project")!.Value.StartsWith("Annotations/", StringComparison.Ordinal));
        Assert.Equal("'$(LambdaHost)' == 'Annotations'", import.Attribute("Condition")!.Value);
    }
}
