namespace Vegetation.Local;

/// <summary>Where things are in a checkout after a build.</summary>
internal sealed class Layout
{
    /// <summary>The folder of Serverless.sln.</summary>
    public string Root { get; }

    readonly string binaries;
    readonly string configuration;

    Layout(string root, string binaries, string configuration) =>
        (Root, this.binaries, this.configuration) = (root, binaries, configuration);

    /// <summary>Everything a local run leaves behind: bucket, synthesized template, demonstration, logs.</summary>
    public string RunFolder => Path.Combine(Root, ".run");

    /// <summary>Finds the checkout from the folder of the running program, artifacts/bin/Project/configuration.</summary>
    public static Layout Find()
    {
        var here = new DirectoryInfo(AppContext.BaseDirectory);
        for (var folder = here; folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Serverless.sln")))
                return new Layout(folder.FullName, here.Parent!.Parent!.FullName, here.Name);
        throw new LocalException($"No Serverless.sln found in or above {here.FullName}: start ./run from a checkout.");
    }

    /// <summary>A program of another room, such as artifacts/bin/Worker/debug/worker.dll.</summary>
    public string Program(string project)
    {
        var path = Path.Combine(binaries, project, configuration, project.ToLowerInvariant() + ".dll");
        return File.Exists(path) ? path : throw new LocalException($"{path} is missing: type  dotnet build {project.ToLowerInvariant()}");
    }

    public string Script(string name) => Path.Combine(Root, "local", "node", name);
}

/// <summary>A problem of this machine that stops a local run; the message says what to do.</summary>
internal sealed class LocalException(string message) : Exception(message)
{
    public const string Resume = "Type the same command again to resume the run.";
}
