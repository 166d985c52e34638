using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Vegetation.Core.Requests;
using Vegetation.Core.Zones;

namespace Vegetation.Local.Run;

/// <summary>Options whose value is a file or a folder, and what may stand in its place.</summary>
static class TypedFile
{
    /// <exception cref="FormatException">It cannot be read, or is no JSON object.</exception>
    public static JsonObject Object(string file, string option)
    {
        try
        {
            return JsonNode.Parse(File.ReadAllText(file)) as JsonObject
                ?? throw new FormatException($"{option}: {file} does not hold a JSON object.");
        }
        catch (JsonException error)
        {
            throw new FormatException(string.Create(CultureInfo.InvariantCulture,
                $"{option}: {file} is not valid JSON: line {error.LineNumber + 1}, byte {error.BytePositionInLine + 1}. Correct "
                + $"it there."));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new FormatException($"{option}: {file} cannot be read. Type  ./run {option} FILE  with an existing JSON file.");
        }
    }

    /// <summary>A GeoJSON file, or west,south,east,north.</summary>
    /// <exception cref="FormatException">It is neither.</exception>
    public static JsonNode Area(string text)
    {
        if (File.Exists(text)) return Object(text, "--area");
        if (!text.Contains(','))
            throw new FormatException(
                $"--area: file {text} not found. Type  ./run --area  with a GeoJSON file, or four numbers: 10.5,45.2,14.9,47.7");
        var sides = text.Split(',', StringSplitOptions.TrimEntries);
        var numbers = sides
            .Select(s => double.TryParse(s, NumberStyles.Float, CultureInfo.InvariantCulture, out var n) ? n : double.NaN).ToArray();
        if (numbers is [var west, _, var east, _] && west > east && east + 360 - west > 180)
            throw new FormatException(string.Create(CultureInfo.InvariantCulture,
                $"--area: got {text}; expected west,south,east,north: from {west} east to {east} are {east + 360 - west} degrees. ")
                + $"Type  ./run --area {sides[2]},{sides[1]},{sides[0]},{sides[3]}");
        return numbers is { Length: 4 } && numbers.All(double.IsFinite)
            ? new JsonArray([.. numbers.Select(n => (JsonNode)n)])
            : throw new FormatException(
                $"--area: got \"{text}\"; expected a GeoJSON file or four numbers. Type, for example,  ./run --area 10.5,45.2,14.9,47.7");
    }

    /// <summary>The features themselves, which whoever gets the request puts into the bucket; or "countries".</summary>
    /// <exception cref="FormatException">It is neither.</exception>
    public static JsonNode Zones(string text) =>
        File.Exists(text) ? new JsonObject { ["features"] = Object(text, "--zones"), ["series"] = SeriesOf(text) }
        : text == ZoneSource.Countries ? text
        : throw new FormatException($"--zones: file {text} not found. Type  ./run --zones  with a GeoJSON file, or --zones countries");

    /// <summary>A folder by its whole path, since the functions run elsewhere; the address of another baseline as it is.</summary>
    /// <exception cref="FormatException">There is no such folder.</exception>
    public static string Folder(string text) => Directory.Exists(text) ? Path.GetFullPath(text).TrimEnd('/') + "/"
        : text.StartsWith("s3://", StringComparison.Ordinal) || text.StartsWith(BaselineSource.OwnFolder, StringComparison.Ordinal) ? text
        : throw new FormatException($"--baseline: folder {text} not found. Type  ./run --baseline  with a folder of GeoTIFFs");

    /// <summary>By the file's name, so that a file whose fields change goes on with its series.</summary>
    static string SeriesOf(string file)
    {
        const int longest = 40;
        var letters = Path.GetFileNameWithoutExtension(file).ToLowerInvariant()
            .Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : '-').Take(longest);
        return string.Concat(letters);
    }
}
