namespace Vegetation.Infra;

/// <summary>What somebody may have meant who typed a name that is not known.</summary>
internal static class SimilarName
{
    /// <summary>Dice's coefficient of pairs of letters: it finds parts of a name (budget) as well as slips (schedulEnabled).</summary>
    const double LeastAlike = 0.4;

    /// <returns>The most similar of the names; null where none is similar.</returns>
    public static string? Of(string typed, IEnumerable<string> names)
    {
        if (names.FirstOrDefault(name => Sorted(name).SequenceEqual(Sorted(typed))) is { } turned) return turned; // jbos
        var pairs = Pairs(typed);
        var (name, alike) = names.Select(name => (name, Alike: Alike(pairs, Pairs(name)))).MaxBy(pair => pair.Alike);
        return alike >= LeastAlike ? name : null;
    }

    static double Alike(HashSet<string> some, HashSet<string> others) =>
        2.0 * some.Intersect(others).Count() / Math.Max(1, some.Count + others.Count);

    static IEnumerable<char> Sorted(string name) => name.ToUpperInvariant().Order();

    static HashSet<string> Pairs(string name)
    {
        var letters = string.Concat(name.Where(char.IsAsciiLetterOrDigit)).ToUpperInvariant();
        return [.. letters.Zip(letters.Skip(1), (first, second) => $"{first}{second}")];
    }
}
