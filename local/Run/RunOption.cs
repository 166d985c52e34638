using System.Globalization;

namespace Vegetation.Local.Run;

/// <summary>An option of ./run; <see cref="RunOptionGroup"/> has all.</summary>
/// <param name="Name">As --area; --help has a short one too.</param>
/// <param name="Value">What stands for its value in --help; null for an option without one.</param>
/// <param name="Help">What --help says of it.</param>
/// <param name="Example">A command with it.</param>
/// <param name="Expected">What its value has to be, for who typed another.</param>
/// <param name="Set">The options with its value; null where it cannot have this one.</param>
sealed record RunOption(
    string Name, string? Value, string Help, string Example, string Expected, Func<RunOptions, string, RunOptions?> Set)
{
    const string DateForms = "a day, 2023-12-04, or a time in UTC, 2023-12-04T06:00:00Z";

    /// <summary>Other names of the same.</summary>
    static readonly Dictionary<string, string> Synonyms = new(StringComparer.Ordinal) { ["-h"] = "--help", ["--index"] = "--indices" };

    public static IEnumerable<RunOption> All => RunOptionGroup.All.SelectMany(group => group.Options);

    /// <returns>Null where there is none of that name.</returns>
    public static RunOption? Find(string name)
    {
        var meant = Synonyms.GetValueOrDefault(name, name);
        return All.FirstOrDefault(option => option.Name == meant);
    }

    /// <summary>The option that was probably meant: one that begins the same, or has the same letters in another order.</summary>
    /// <returns>Null where none is near.</returns>
    public static RunOption? Nearest(string name)
    {
        const int least = 5; // --f may be --from, --folder or --fresh
        return name.Length < least ? null : All.FirstOrDefault(option =>
            option.Name.StartsWith(name, StringComparison.Ordinal) || name.StartsWith(option.Name, StringComparison.Ordinal)
            || option.Name.Order().SequenceEqual(name.Order()));
    }

    /// <summary>A command with the value that was typed, where it can have that.</summary>
    public string ExampleOf(string? typed) =>
        Value is not null && typed is not (null or ['-', '-', ..]) && Set(new(), typed) is not null
            ? $"./run {Name} {RunOptions.Word(typed)}" : Example;

    public static RunOption Text(
        string name, string value, string help, string example, Func<RunOptions, string, RunOptions> set) =>
        new(name, value, help, "./run " + example, value, (options, text) => text.Length > 0 ? set(options, text) : null);

    public static RunOption Date(string name, string help, string example, Func<RunOptions, string, RunOptions> set) =>
        new(name, "DATE", help, "./run " + example, DateForms, (options, text) => IsDate(text) ? set(options, text) : null);

    public static RunOption Count(
        string name, string value, int most, string help, string example, Func<RunOptions, int, RunOptions> set) =>
        new(name, value, help, "./run " + example, most == int.MaxValue ? "a whole number from 1" : $"a whole number from 1 to {most}",
            (options, text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
                && count > 0 && count <= most ? set(options, count) : null);

    public static RunOption Flag(string name, string help, Func<RunOptions, RunOptions> set) =>
        new(name, null, help, "./run " + name, "", (options, _) => set(options));

    static bool IsDate(string text) => DateTimeOffset.TryParseExact(
        text, ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mm:ss'Z'"], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out _);
}
