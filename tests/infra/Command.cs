using System.Diagnostics;
using System.Runtime.InteropServices;
using Vegetation.Infra;

namespace Vegetation.Tests.Infra;

/// <summary>A program run to its end.</summary>
internal sealed record Command(int ExitCode, string Output, string Errors)
{
    public static Command Run(
        string program, string[] arguments, string input = "", string? folder = null, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder ?? Repository.Root,
        };
        foreach (var (name, value) in environment) start.Environment[name] = value;
        using var process = Process.Start(start)!;
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new Command(process.ExitCode, output, errors.Result);
    }

    /// <summary>A script of tests/infra/node, by the Node that npm installed where there is one.</summary>
    public static Command Node(string script, string[] arguments, string input = "")
    {
        var modules = Path.Combine(Repository.Root, "node_modules");
        Assert.True(Directory.Exists(modules), "The template checks are npm packages: run 'npm ci' first.");
        var own = Path.Combine(modules, $"node-linux-{RuntimeInformation.OSArchitecture.ToString().ToLowerInvariant()}", "bin", "node");
        return Run(File.Exists(own) ? own : "node", [Path.Combine(Repository.Root, "tests", "infra", "node", script), .. arguments], input);
    }
}
