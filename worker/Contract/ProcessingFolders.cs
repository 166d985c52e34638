namespace Vegetation.Worker.Contract;

/// <summary>The folders of a SageMaker processing container. Scratch lies on the volume of the output, so that a rename publishes a whole file.</summary>
internal sealed class ProcessingFolders(string root)
{
    public string Units { get; } = Path.Combine(root, "input", "units");
    public string Output { get; } = Path.Combine(root, "output");
    public string Scratch { get; } = Path.Combine(root, "scratch");

    /// <summary>The work units of this instance, in the order of their names. There may be none.</summary>
    public IReadOnlyList<string> UnitFiles() => [.. Directory.EnumerateFiles(Units, "*.json").Order(StringComparer.Ordinal)];

    /// <summary>An empty folder for one unit's unfinished files.</summary>
    public string NewScratch(string unitId)
    {
        var folder = Path.Combine(Scratch, unitId);
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
        return Directory.CreateDirectory(folder).FullName;
    }

    /// <summary>Makes a finished file visible under its output name, at once and whole.</summary>
    public void Publish(string file, string name)
    {
        var target = Path.Combine(Output, name);
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        File.Move(file, target, overwrite: true);
    }

    /// <exception cref="IOException">the input is not mounted or the output cannot be written; the message names the remedy.</exception>
    public void Prepare()
    {
        if (!Directory.Exists(Units))
            throw new IOException($"{Units} does not exist; the job needs a ProcessingInput with LocalPath {Units}, or PROCESSING_ROOT must name another root");
        if (Directory.Exists(Scratch)) Directory.Delete(Scratch, recursive: true);
        Directory.CreateDirectory(Scratch);
        Directory.CreateDirectory(Output);
    }
}
