namespace Vegetation.Local.View;

/// <summary>The runs in a folder out/ that have a viewer.</summary>
internal sealed class FinishedRuns(string outFolder)
{
    const string Runs = "runs";

    /// <summary>Below a run; as products/ProductNames has it.</summary>
    const string Viewer = "products/viewer.html";

    readonly string folder = Path.Combine(outFolder, Runs);

    /// <returns>The path of a run's viewer below out/, with / between its parts.</returns>
    /// <param name="name">Null for the one written last.</param>
    /// <exception cref="LocalException">there is none; the message says what to type.</exception>
    public string ViewerOf(string? name)
    {
        if (name is null) return Newest() ?? throw new LocalException($"{outFolder} holds no run with a viewer. Type  ./run  first.");
        var run = Path.GetFileName(Path.TrimEndingDirectorySeparator(name)); // a path to it is understood too
        if (HasViewer(run)) return PathOf(run);
        throw new LocalException(
            $"{outFolder} has no run \"{run}\" with a viewer; it has: {string.Join(", ", All().DefaultIfEmpty("none"))}.");
    }

    string? Newest() => All().OrderByDescending(run => File.GetLastWriteTimeUtc(Path.Combine(folder, run, Viewer)))
        .Select(PathOf).FirstOrDefault();

    IEnumerable<string> All() => !Directory.Exists(folder) ? []
        : Directory.GetDirectories(folder).Select(run => Path.GetFileName(run)).Where(HasViewer).Order(StringComparer.Ordinal);

    bool HasViewer(string run) => File.Exists(Path.Combine(folder, run, Viewer));

    static string PathOf(string run) => $"{Runs}/{run}/{Viewer}";
}
