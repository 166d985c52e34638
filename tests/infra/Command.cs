using System.Diagnostics;
using System.Runtime.InteropServices;
using Vegetation.Infra;

namespace Vegetation.Tests.Infra;

/// <summary>A program run to its end, or kept.</summary>
internal sealed record Command(int ExitCode, string Output, string Errors)
{
    public static Command Run(
        string program, string[] arguments, string input = "", string? folder = null, params (string Name, string Value)[] environment)
    {
        using var process = Start(program, arguments, folder, environment);
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new Command(process.ExitCode, output, errors.Result);
    }

    /// <summary>A script of tests/infra/node run to its end.</summary>
    public static Command Node(string script, string input) => Run(NodeProgram, [Script(script)], input);

    /// <summary>A script of tests/infra/node that answers line by line, until this process ends and its input with it.</summary>
    public static Process StartNode(string script) => Start(NodeProgram, [Script(script)]);

    static string Script(string name) => Path.Combine(Repository.Root, "tests", "infra", "node", name);

    /// <summary>The Node that npm installed where there is one.</summary>
    static string NodeProgram
    {
        get
        {
            var modules = Path.Combine(Repository.Root, "node_modules");
            Assert.True(Directory.Exists(modules), "The template checks are npm packages: run 'npm ci' first.");
            var own = Path.Combine(modules, $"node-linux-{RuntimeInformation.OSArchitecture.ToString().ToLowerInvariant()}", "bin", "node");
            return File.Exists(own) ? own : "node";
        }
    }

    static Process Start(string program, string[] arguments, string? folder = null, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder ?? Repository.Root,
        };
        foreach (var (name, value) in environment) start.Environment[name] = value;
        return Process.Start(start)!;
    }
}
