using Vegetation.Local.Processes;

namespace Vegetation.Local.Cloud;

/// <summary>Runs the CDK app, so that what runs here is the state machine that would be deployed.</summary>
internal static class Synthesis
{
    /// <summary>Synthesizes if the app is newer than the existing template.</summary>
    /// <returns>Path of the template that holds the state machine.</returns>
    /// <exception cref="LocalException">the app failed.</exception>
    public static async Task<string> Template(Layout layout, NodeRuntime node, CancellationToken cancellationToken)
    {
        var program = layout.Program("Infra");
        var output = Path.Combine(layout.RunFolder, "cdk.out");
        using var alone = await FileLock.Take(Path.Combine(layout.RunFolder, "cdk.lock"), cancellationToken);
        if (Find(output) is { } cached && File.GetLastWriteTimeUtc(cached) > NewestBinary(program)) return cached;
        if (Directory.Exists(output)) Directory.Delete(output, recursive: true);
        // The CDK's library leaves 64 MB there. Not below the checkout: because of its package.json, Node would treat the scripts as
        // modules.
        var scratch = Directory.CreateTempSubdirectory("synthesis-");
        await using var app = ChildProcess.Start(new ProcessStart("dotnet", [program])
        {
            Folder = layout.Root,
            LogFile = Path.Combine(layout.RunFolder, "logs", "synthesis.log"),
            Environment = new Dictionary<string, string>
            {
                ["CDK_OUTDIR"] = output,
                ["CDK_CONTEXT_JSON"] = """{"images":"infra/images"}""",
                ["PATH"] = node.SearchPath,
                ["TMPDIR"] = scratch.FullName,
            },
        });
        try
        {
            var code = await app.Exit.WaitAsync(cancellationToken);
            return code == 0 && Find(output) is { } template ? template
                : throw new LocalException($"the CDK app ended with exit code {code}: {app.Tail}");
        }
        catch
        {
            if (Directory.Exists(output)) Directory.Delete(output, recursive: true); // half a synthesis would pass for a whole one
            throw;
        }
        finally
        {
            scratch.Delete(recursive: true);
        }
    }

    static string? Find(string output) => !Directory.Exists(output) ? null
        : Directory.EnumerateFiles(output, "*.template.json")
            .FirstOrDefault(file => File.ReadAllText(file).Contains("\"AWS::StepFunctions::StateMachine\"", StringComparison.Ordinal));

    static DateTime NewestBinary(string program) =>
        Directory.EnumerateFiles(Path.GetDirectoryName(program)!, "*.dll").Max(File.GetLastWriteTimeUtc);
}
