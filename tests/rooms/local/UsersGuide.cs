using System.Text.RegularExpressions;
using DuckDB.NET.Data;
using Vegetation.Tests.Raster;

namespace Vegetation.Tests.Local;

/// <summary>The snippets of docs/users.md, run in the folder of a run. Each has to print something, or to return rows.</summary>
/// <param name="zone">Of the run, in place of the guide's, which is one of docs/fields.geojson.</param>
sealed partial class UsersGuide(string folder, string zone)
{
    static readonly string[] Languages = ["python", "sql", "sh", "json"];

    static readonly string[] Tools = ["gdallocationinfo", "gdalwarp", "gdalinfo", "gdal_translate"];

    public void RunAll()
    {
        var snippets = Snippets("users.md").ToList();
        Assert.Empty(snippets.Select(snippet => snippet.Language).Except(Languages));
        foreach (var (language, text) in snippets) Run(language, text.Replace("valley", zone, StringComparison.Ordinal));
    }

    /// <summary>The marked blocks of a document in docs/, or of README.md.</summary>
    public static IEnumerable<(string Language, string Text)> Snippets(string document) => Blocks()
        .Matches(File.ReadAllText(Path.Combine(Repository.Root, document == "README.md" ? "" : "docs", document)))
        .Select(block => (block.Groups[1].Value, block.Groups[2].Value));

    void Run(string language, string text)
    {
        switch (language)
        {
            case "python" when RasterioFactAttribute.IsInstalled:
                Assert.NotEmpty(InFolder($"{RasterioFactAttribute.Python} - <<'END'\n{text}END\n").Trim());
                break;
            case "sql":
                Assert.True(Rows(text) > 0, text);
                break;
            case "sh":
                Assert.All(text.TrimEnd('\n').Split('\n'), line => Assert.Contains(line.Split(' ')[0], Tools));
                if (GdalInfoFactAttribute.Program is not null) Assert.NotEmpty(InFolder("set -e\n" + text).Trim());
                break;
        }
    }

    string InFolder(string commands) => Tool.Run("/bin/sh", "-c", $"cd '{folder}'\n{commands}");

    int Rows(string query)
    {
        using var connection = new DuckDBConnection("Data Source=:memory:");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = query.Replace("'products/", $"'{folder}/products/", StringComparison.Ordinal)
            .Replace("'../", $"'{folder}/../", StringComparison.Ordinal);
        using var reader = command.ExecuteReader();
        var rows = 0;
        while (reader.Read()) rows++;
        return rows;
    }

    [GeneratedRegex("""^```(\w+)\n(.*?)^```""", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Blocks();
}
