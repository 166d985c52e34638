namespace Vegetation.Local.View;

/// <summary>The runs in a folder out/ that have a viewer.</summary>
internal sealed class FinishedRuns(string outFolder)
{
    const string Runs = "runs";

    /// <summary>Below a run; as products/ProductNames has it.</summary>
    const string Viewer = "products/viewer.html";

    /// <returns>The path of a run's viewer below out/, with / between its parts.</returns>
    /// <param name="name">Null for the one written last.</param>
    /// <exception cref="LocalException">there is none; the message says what to type.</exception>
    public string ViewerOf(string? name)
    {
        if (name is null) return Newest() ?? throw new LocalException($"{outFolder} holds no run with a viewer. Type  ./run  first.");
        var run = Path.GetFileName(Path.TrimEndingDirectorySeparator(name)); // a path to it is understood too
        if (File.Exists(Path.Combine(outFolder, Runs, run, Viewer))) return $"{Runs}/{run}/{Viewer}";
        throw new LocalException(
            $"{outFolder} has no run \"{run}\" with a viewer; it has: {string.Join(", ", All().DefaultIfEmpty("none"))}.");
    }

    string? Newest() => All().OrderByDescending(run => File.GetLastWriteTimeUtc(Path.Combine(outFolder, Runs, run, Viewer)))
        .Select(run => $"{Runs}/{run}/{Viewer}").FirstOrDefault();

    IEnumerable<string> All() => !Directory.Exists(Path.Combine(outFolder, Runs)) ? []
        : Directory.GetDirectories(Path.Combine(outFolder, Runs)).Select(folder => Path.GetFileName(folder))
            .Where(run => File.Exists(Path.Combine(outFolder, Runs, run, Viewer))).Order(StringComparer.Ordinal);
}
