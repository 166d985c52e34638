using System.Text.RegularExpressions;
using Vegetation.Functions.Storage;
using Vegetation.Local;
using Vegetation.Local.Cloud;
using Vegetation.Local.Processes;

namespace Vegetation.Bench.Soak;

/// <summary>
/// What a run leaves: objects as the bucket serves them and the files of out/, by name and hash without the clock; and how many files of
/// each name its folder has.
/// </summary>
internal sealed partial record Remains(IReadOnlyDictionary<string, string> Contents, IReadOnlyDictionary<string, int> Files)
{
    /// <summary>Their number and content depend on how many attempts there were; their names do not, but for numbers.</summary>
    static readonly string[] OfAttempts = ["/attempts/", "/output/started/"];

    /// <summary>Neither belongs to what a run makes: what it said, and what the soak itself put there.</summary>
    static readonly string[] NotOfTheRun = ["logs/", "request.json"];

    public static async Task<Remains> Of(string folder, Layout layout, NodeRuntime node)
    {
        var contents = new Dictionary<string, string>(StringComparer.Ordinal);
        var (objects, logs) = (Path.Combine(folder, "s3"), Path.Combine(folder, "logs"));
        await using (var bucket = await S3Server.Start(layout, node, objects, logs, default))
        {
            var store = new ObjectStore(bucket.Client, S3Server.Bucket);
            foreach (var stored in await store.List("", default))
                if (!IsOfAttempts(stored.Key))
                    contents["s3://" + stored.Key] = Clock.HashOf(stored.Key, await store.Get(stored.Key, default));
        }
        foreach (var file in FilesBelow(folder).Where(file => file.StartsWith("out/", StringComparison.Ordinal)))
            contents[file] = Clock.HashOf(file, await File.ReadAllBytesAsync(Path.Combine(folder, file)));
        return new(contents, FilesBelow(folder).CountBy(Named).ToDictionary(StringComparer.Ordinal));
    }

    /// <returns>A sentence for each thing that is not as an undisturbed run left it.</returns>
    public IEnumerable<string> DifferencesFrom(Remains undisturbed)
    {
        foreach (var (name, hash) in undisturbed.Contents)
            if (!Contents.TryGetValue(name, out var found)) yield return $"{name} is missing";
            else if (found != hash) yield return $"{name} differs from that of an undisturbed run";
        foreach (var name in Contents.Keys.Except(undisturbed.Contents.Keys)) yield return $"{name} is there; expected none";
        foreach (var (file, count) in Files)
            if (undisturbed.Files.GetValueOrDefault(file) is var expected && (IsOfAttempts(file) ? expected == 0 : expected < count))
                yield return $"{count} files {file} are left; expected {expected}";
    }

    /// <returns>A sentence for each work unit without exactly one record, and for each record without a work unit.</returns>
    public IEnumerable<string> Unrecorded()
    {
        var (units, records) = (NamesIn("/units/"), NamesIn("/output/records/"));
        if (units.Count == 0) yield return "no work unit was written";
        foreach (var unit in units.Except(records)) yield return $"{unit} has no record";
        foreach (var record in records.Except(units)) yield return $"the record {record} belongs to no work unit";
    }

    HashSet<string> NamesIn(string folder) =>
    [
        .. Contents.Keys.Where(key => key.StartsWith("s3://", StringComparison.Ordinal) && key.Contains(folder, StringComparison.Ordinal))
            .Select(key => Path.GetFileName(key)),
    ];

    /// <summary>The bucket's server ends the names of its data with a random number.</summary>
    static string Named(string file) => IsOfAttempts(file) ? Digits().Replace(file, "#") : Random().Replace(file, "#");

    static bool IsOfAttempts(string name) => OfAttempts.Any(part => name.Contains(part, StringComparison.Ordinal));

    static IEnumerable<string> FilesBelow(string folder) =>
        Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(folder, file))
            .Where(file => !NotOfTheRun.Any(part => file.StartsWith(part, StringComparison.Ordinal)));

    [GeneratedRegex(@"(?<=\.)[0-9a-f]{12}(?=\.data$)")]
    private static partial Regex Random();

    [GeneratedRegex(@"(?<=\.)[0-9a-f]{12}(?=\.data$)|\d+")]
    private static partial Regex Digits();
}
