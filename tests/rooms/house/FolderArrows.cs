namespace Vegetation.Tests.House;

/// <summary>
/// Which folders of a room use which: by using directives, by names of other folders' types, and by types of the folders around, which
/// need no directive. The files at the top may use all and be used by all.
/// </summary>
sealed class FolderArrows
{
    readonly Dictionary<string, SortedSet<string>> arrows = [];

    public FolderArrows(IReadOnlyList<SourceFile> files)
    {
        var folders = files.SelectMany(file => file.Types.Select(type => (Name: Full(file.Folder, type), file.Folder)))
            .Concat(files.Select(file => (Name: $"Vegetation.{file.Room}.{file.Folder}", file.Folder)))
            .DistinctBy(known => known.Name).ToDictionary(known => known.Name, known => known.Folder);
        foreach (var file in files.Where(file => file.Folder.Length > 0))
            foreach (var used in file.Names.Select(name => Folder(file, name, folders)).OfType<string>())
                if (used.Length > 0 && used != file.Folder) Add(file.Folder, used);
    }

    public FolderArrows(IEnumerable<(string From, string To)> all)
    {
        foreach (var (from, to) in all) Add(from, to);
    }

    public static FolderArrows Of(string room) =>
        new([.. Files(room).Select(file => SourceFile.Read(File.ReadAllText(file))).OfType<SourceFile>()]);

    public static IEnumerable<string> Files(string room) =>
        Directory.EnumerateFiles(Path.Combine(Repository.Root, room), "*.cs", SearchOption.AllDirectories);

    /// <returns>Each folder from which arrows lead back to it, with the way.</returns>
    public IEnumerable<string> Cycles() =>
        from folder in arrows.Keys.Order(StringComparer.Ordinal)
        let way = Way(folder, folder, [])
        where way is not null
        select string.Join(" -> ", way.Prepend(folder));

    /// <returns>The arrows that lead to a folder that is not before their own.</returns>
    public IEnumerable<string> Against(IReadOnlyList<string> order) =>
        from arrow in arrows
        from to in arrow.Value
        where !order.TakeWhile(folder => folder != arrow.Key).Contains(to)
        select $"{arrow.Key} -> {to}";

    IEnumerable<string>? Way(string from, string to, HashSet<string> seen)
    {
        foreach (var next in arrows.GetValueOrDefault(from) ?? [])
        {
            if (next == to) return [next];
            if (seen.Add(next) && Way(next, to, seen) is { } rest) return rest.Prepend(next);
        }
        return null;
    }

    void Add(string from, string to)
    {
        if (!arrows.TryGetValue(from, out var all)) arrows[from] = all = new(StringComparer.Ordinal);
        all.Add(to);
    }

    /// <summary>The folder of the type that a name starts with, whatever member follows; null if that type isn't in the room.</summary>
    static string? Folder(SourceFile file, string name, Dictionary<string, string> folders)
    {
        if (folders.TryGetValue(name, out var folder)) return folder;
        var links = name.Split('.');
        return Enumerable.Range(1, links.Length).SelectMany(count => file.Meanings(string.Join('.', links.Take(count))))
            .Select(meaning => folders.GetValueOrDefault(meaning)).FirstOrDefault(found => found is not null);
    }

    static string Full(string folder, string type) => folder.Length == 0 ? type : $"{folder}.{type}";
}
