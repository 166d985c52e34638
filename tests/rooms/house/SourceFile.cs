using System.Text.RegularExpressions;

namespace Vegetation.Tests.House;

/// <summary>One file of a room: its folder, as its namespace says it, the types it declares, and the names it writes.</summary>
/// <param name="Folder">Below the room, with dots: Catalogs.Stac; empty at the top.</param>
sealed partial record SourceFile(string Room, string Folder, IReadOnlyList<string> Types, IReadOnlyList<string> Names)
{
    public static SourceFile? Read(string text)
    {
        if (Namespace().Match(text) is not { Success: true } own) return null; // top-level statements
        var code = Comment().Replace(text, "");
        return new(own.Groups[1].Value, own.Groups[2].Value, [.. Captured(Declaration(), code)], [.. Captured(Chain(), code).Distinct()]);
    }

    /// <summary>
    /// What a dotted name may mean in full, as C# looks it up: from the room when it begins with its namespace, else from the own folder
    /// outwards. Names that a using directive brings in need no look-up: the directive is a name too.
    /// </summary>
    public IEnumerable<string> Meanings(string name)
    {
        if (name.StartsWith($"Vegetation.{Room}.", StringComparison.Ordinal)) return [name[$"Vegetation.{Room}.".Length..]];
        return Outwards().Select(folder => folder.Length == 0 ? name : $"{folder}.{name}");
    }

    IEnumerable<string> Outwards()
    {
        for (var folder = Folder; folder.Length > 0; folder = folder[..Math.Max(0, folder.LastIndexOf('.'))]) yield return folder;
        yield return "";
    }

    static IEnumerable<string> Captured(Regex pattern, string text) => pattern.Matches(text).Select(match => match.Groups["name"].Value);

    [GeneratedRegex(@"^namespace Vegetation\.(\w+)\.?([\w.]*);", RegexOptions.Multiline)]
    private static partial Regex Namespace();

    [GeneratedRegex("(?<!:)//.*")]
    private static partial Regex Comment();

    [GeneratedRegex(@"^(?:\w+ )*(?:class|record struct|record|struct|interface|enum|delegate \S+) (?<name>\w+)", RegexOptions.Multiline)]
    private static partial Regex Declaration();

    [GeneratedRegex(@"(?<![\w.])(?<name>[A-Z]\w*(?:\.[A-Z]\w*)*)")]
    private static partial Regex Chain();
}
