using System.Security.Cryptography;

namespace Vegetation.Tests.Worker;

/// <summary>What a worker left, whether it ran as a process or within the test's.</summary>
static class OutputFolder
{
    /// <summary>Every file below the output, by name, with its SHA-256.</summary>
    public static SortedDictionary<string, string> Files(string folder) => new(
        Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).ToDictionary(
            file => Path.GetRelativePath(folder, file), file => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file)))),
        StringComparer.Ordinal);

    /// <summary>The same but for records, which hold times, and marks of a start.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Products(string folder) => Files(folder).Where(file =>
        !file.Key.StartsWith("records/", StringComparison.Ordinal) && !file.Key.StartsWith("started/", StringComparison.Ordinal));

    /// <summary>Whether a file holds the item, which names its scenes.</summary>
    public static bool IsOfItem(string name) =>
        name.StartsWith("items/", StringComparison.Ordinal) || name.StartsWith("contributions/", StringComparison.Ordinal);
}
