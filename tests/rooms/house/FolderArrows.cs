using System.Text.RegularExpressions;

namespace Vegetation.Tests.House;

/// <summary>Which folders of a room use which, by the namespaces that their files name.</summary>
sealed partial class FolderArrows
{
    readonly Dictionary<string, SortedSet<string>> arrows = [];

    public FolderArrows(string room)
    {
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Repository.Root, room), "*.cs", SearchOption.AllDirectories))
        {
            var text = File.ReadAllText(file);
            if (Namespace().Match(text) is not { Success: true } own || own.Groups[2].Value.Length == 0) continue; // the top may use all
            var used = Used().Matches(text).Where(use => use.Groups[1].Value == own.Groups[1].Value && use.Groups[2].Value.Length > 0);
            foreach (var use in used.Select(use => use.Groups[2].Value).Where(folder => folder != own.Groups[2].Value))
                Add(own.Groups[2].Value, use);
        }
    }

    public FolderArrows(IEnumerable<(string From, string To)> all)
    {
        foreach (var (from, to) in all) Add(from, to);
    }

    /// <returns>Each folder from which arrows lead back to it, with the way.</returns>
    public IEnumerable<string> Cycles() =>
        from folder in arrows.Keys.Order(StringComparer.Ordinal)
        let way = Way(folder, folder, [])
        where way is not null
        select string.Join(" -> ", way.Prepend(folder));

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

    [GeneratedRegex(@"^namespace Vegetation\.(\w+)\.?([\w.]*);", RegexOptions.Multiline)]
    private static partial Regex Namespace();

    [GeneratedRegex(@"^using (?:static )?Vegetation\.(\w+)\.?([\w.]*);", RegexOptions.Multiline)]
    private static partial Regex Used();
}
