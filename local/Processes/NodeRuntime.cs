using System.Runtime.InteropServices;

namespace Vegetation.Local.Processes;

/// <summary>The Node.js that runs the bucket and the state machine: the one that npm installed beside them, else the machine's.</summary>
internal sealed class NodeRuntime
{
    /// <summary>The bucket's server needs node:sqlite, which came with this version.</summary>
    static readonly Version Oldest = new(22, 5);

    NodeRuntime(string program) => Program = program;

    public string Program { get; }

    /// <summary>To be put first on the PATH of programs that call node themselves, as the CDK does.</summary>
    public string SearchPath =>
        (Path.GetDirectoryName(Program) is { Length: > 0 } folder ? folder + Path.PathSeparator : "")
            + Environment.GetEnvironmentVariable("PATH");

    /// <exception cref="LocalException">no packages, or no Node.js that is new enough.</exception>
    public static async Task<NodeRuntime> Find(string root, CancellationToken cancellationToken)
    {
        var packages = Path.Combine(root, "node_modules");
        if (!Directory.Exists(Path.Combine(packages, "fauxqs")))
            throw new LocalException($"{packages} is incomplete: type  npm ci  in {root}");
        var architecture = RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? "arm64" : "x64";
        var installed = Path.Combine(packages, $"node-linux-{architecture}", "bin", "node");
        if (OperatingSystem.IsLinux() && File.Exists(installed)) return new NodeRuntime(installed);
        var version = await VersionOf("node", cancellationToken);
        return version >= Oldest ? new NodeRuntime("node") : throw new LocalException(
            $"Node.js {Oldest} or newer is needed and {version?.ToString() ?? "none"} is on the PATH: install it, or type  npm ci "
            + $"--include=optional");
    }

    /// <param name="secret">An environment variable, since every user of the machine can read arguments.</param>
    public ChildProcess Start(
        string script, IEnumerable<string> arguments, (string Name, string Value) secret, Action<string> onOutput, string logFile) =>
        ChildProcess.Start(new ProcessStart(Program, ["--disable-warning=ExperimentalWarning", script, .. arguments])
        {
            OnOutput = onOutput, LogFile = logFile, Environment = new Dictionary<string, string> { [secret.Name] = secret.Value },
        });

    static async Task<Version?> VersionOf(string program, CancellationToken cancellationToken)
    {
        try
        {
            var answer = "";
            await using var node = ChildProcess.Start(new ProcessStart(program, ["--version"]) { OnOutput = line => answer = line });
            await node.Exit.WaitAsync(cancellationToken);
            return Version.TryParse(answer.TrimStart('v'), out var version) ? version : null;
        }
        catch (LocalException)
        {
            return null;
        }
    }
}
