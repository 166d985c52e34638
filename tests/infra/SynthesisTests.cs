using Vegetation.Infra;

namespace Vegetation.Tests.Infra;

/// <summary>The CDK app as the program that it is.</summary>
public sealed class SynthesisTests : IDisposable
{
    readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("synthesis-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void Two_syntheses_from_two_folders_are_the_same_bytes()
    {
        var first = Synthesize("first", from: "/");
        var second = Synthesize("second", from: Repository.Root);
        Assert.Contains("Vegetation.template.json", first.Keys);
        Assert.Equal(first.Keys.Order(StringComparer.Ordinal), second.Keys.Order(StringComparer.Ordinal));
        Assert.All(first, file => Assert.Equal(file.Value, second[file.Key]));
    }

    [Fact]
    public void A_wrong_setting_ends_the_program_with_one_line_that_says_what_to_type()
    {
        var app = App("wrong", "/", """{"images":"infra/images","maxConcurrentJobs":"50"}""");
        Assert.Equal(1, app.ExitCode);
        Assert.Equal("maxConcurrentJobs: got '50'; expected a whole number from 1 to 40. Type -c maxConcurrentJobs=VALUE.\n", app.Errors);
    }

    Dictionary<string, byte[]> Synthesize(string name, string from)
    {
        var app = App(name, from, """{"images":"infra/images"}""");
        Assert.Equal((0, ""), (app.ExitCode, app.Errors));
        var synthesized = Path.Combine(folder.FullName, name);
        return Directory.EnumerateFiles(synthesized, "*", SearchOption.AllDirectories)
            .ToDictionary(file => Path.GetRelativePath(synthesized, file), File.ReadAllBytes);
    }

    Command App(string name, string from, string context) => Command.Run(
        "dotnet", [typeof(Settings).Assembly.Location], folder: from,
        environment: [("CDK_CONTEXT_JSON", context), ("CDK_OUTDIR", Path.Combine(folder.FullName, name))]);
}
