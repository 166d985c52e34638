namespace Vegetation.Worker.Contract;

/// <summary>The folders of a SageMaker processing container. A rename publishes a whole file.</summary>
internal sealed class ProcessingFolders(string root)
{
    public string Units { get; } = Path.Combine(root, "input", "units");
    public string Output { get; } = Path.Combine(root, "output");
    public string Scratch { get; } = Path.Combine(root, "scratch");

    bool isOneMount = true;

    /// <summary>The work units of this instance, in the order of their names. There may be none.</summary>
    public IReadOnlyList<string> UnitFiles() => [.. Directory.EnumerateFiles(Units, "*.json").Order(StringComparer.Ordinal)];

    /// <summary>An empty folder for one unit's unfinished files.</summary>
    public string NewScratch(string unitId)
    {
        var folder = Path.Combine(Scratch, $"{unitId}.files"); // never scratch itself, whatever the id
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
        return Directory.CreateDirectory(folder).FullName;
    }

    /// <summary>Makes a finished file visible under its output name, at once and whole.</summary>
    public void Publish(string file, string name)
    {
        var target = Path.Combine(Output, name);
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        if (!isOneMount)
        {
            // Moving would copy, and half a file would stand under its final name; under this one it is nobody's.
            var beside = $"{target}.part";
            File.Move(file, beside, overwrite: true);
            file = beside;
        }
        File.Move(file, target, overwrite: true);
    }

    /// <summary>Whether scratch and output lie on one mount: SageMaker does not say how it mounts the output.</summary>
    bool IsOneMount()
    {
        var mounts = DriveInfo.GetDrives().Select(drive => Path.TrimEndingDirectorySeparator(drive.RootDirectory.FullName)).ToList();
        bool Holds(string mount, string path) => path == mount || path.StartsWith(mount.TrimEnd('/') + "/", StringComparison.Ordinal);
        string MountOf(string path) => mounts.Where(mount => Holds(mount, path)).MaxBy(mount => mount.Length) ?? "/";
        return MountOf(Scratch) == MountOf(Output);
    }

    /// <exception cref="IOException">the input is not mounted or the output cannot be written; the message names the remedy.</exception>
    public void Prepare()
    {
        if (!Directory.Exists(Units))
            throw new IOException(
                $"{Units} does not exist; the job needs a ProcessingInput with LocalPath {Units}, "
                + "or PROCESSING_ROOT must name another root");
        if (Directory.Exists(Scratch)) Directory.Delete(Scratch, recursive: true);
        Directory.CreateDirectory(Scratch);
        Directory.CreateDirectory(Output);
        isOneMount = IsOneMount();
    }
}
