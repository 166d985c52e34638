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
    public void A_wrong_setting_ends_the_program_with_a_line_of_what_was_expected_and_one_of_where_settings_stand()
    {
        var app = App("wrong", "/", """{"images":"infra/images","maxConcurrentJobs":"50"}""");
        Assert.Equal(1, app.ExitCode);
        Assert.Equal($"maxConcurrentJobs: got '50'; expected a whole number from 1 to 40.\n{SettingException.Where}\n", app.Errors);
    }

    [Theory]
    [InlineData("none is said", "{}", 0, "")]
    [InlineData("one is wrong", """{"maxConcurrentJobs":"50"}""", 1, "maxConcurrentJobs: got '50'")]
    [InlineData("the folder is somebody else's", """{"images":"infra/images"}""", 0, "Synthesizing the stack")]
    public void The_cdk_hears_of_settings_before_anything_is_published(string row, string context, int code, string step)
    {
        var tools = folder.CreateSubdirectory("tools").FullName;
        var (dotnet, published) = (Path.Combine(tools, "dotnet"), Path.Combine(tools, "published"));
        File.WriteAllText(dotnet, $"""
            #!/bin/bash
            case $1 in
              build) exit ;;
              */infra.dll) PATH=$PROGRAMS exec dotnet {typeof(Settings).Assembly.Location} $2 ;;
              *) echo "$@" >> {published}; exit 9 ;;
            esac
            """);
        Assert.Equal(0, Command.Run("chmod", ["+x", dotnet]).ExitCode);
        var (programs, assembly) = (Environment.GetEnvironmentVariable("PATH")!, Path.Combine(folder.FullName, "cdk"));
        var synth = Command.Run("bash", [Path.Combine(Repository.Root, "infra", "synth")], environment:
        [
            ("PATH", $"{tools}:{programs}"), ("PROGRAMS", programs), ("CDK_CLI_ASM_VERSION", "1"), ("CDK_CONTEXT_JSON", context),
            ("CDK_OUTDIR", assembly),
        ]);
        Assert.False(File.Exists(published), row);
        Assert.True(synth.ExitCode == code, synth.Errors);
        var begun = $"Restoring packages and building the CDK app\nChecking the settings\n{step}";
        Assert.StartsWith(begun, synth.Errors, StringComparison.Ordinal);
        if (code == 0)
            Assert.Contains(Directory.GetFiles(assembly, "*.json"), file => File.ReadAllText(file).Contains("monthlyBudgetUsd: missing"));
    }

    [Theory]
    [InlineData("""{"workerImage":"none","functionsImage":"none"}""", "Own")]
    [InlineData("""{"images":"artifacts/images","lambdaHost":"annotations"}""", "Annotations")]
    [InlineData("""{"images":"infra/images"}""", "")]
    public void Programs_are_published_unless_images_or_their_folder_are_there(string context, string host) =>
        Assert.Equal(host, SettingsReader.Read(context).PublishedHost);

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
