using System.Text;
using Vegetation.Core.Work;

namespace Vegetation.Worker.Contract;

/// <summary>The text that SageMaker shows as ExitMessage: UTF-8, under 1 KB.</summary>
internal static class ExitMessage
{
    const int MaxBytes = 1000;

    /// <summary>As "12 of 12 units: 10 done, 2 failed (asset-missing 1, http-503 1)".</summary>
    public static string Of(IReadOnlyCollection<UnitRecord> records, int units)
    {
        var counts = records.GroupBy(r => r.Status).OrderBy(g => g.Key).Select(g => $"{g.Count()} {g.Key.Word()}{Reasons(g)}");
        return $"{records.Count} of {units} units: {(records.Count == 0 ? "nothing done" : string.Join(", ", counts))}";
    }

    public static void Write(string file, string message)
    {
        var bytes = Encoding.UTF8.GetBytes(message);
        var length = Math.Min(bytes.Length, MaxBytes);
        while (length < bytes.Length && (bytes[length] & 0xC0) == 0x80) length--; // not inside a character
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllBytes(file, bytes[..length]);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine($"{file} cannot be written: {e.Message}"); // the work stands all the same
        }
    }

    static string Reasons(IEnumerable<UnitRecord> records)
    {
        var reasons = records.Where(r => r.Reason is not null).GroupBy(r => r.Reason).OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => $"{g.Key} {g.Count()}").ToList();
        return reasons.Count == 0 ? "" : $" ({string.Join(", ", reasons)})";
    }
}
