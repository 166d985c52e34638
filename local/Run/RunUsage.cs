using System.Text;

namespace Vegetation.Local.Run;

/// <summary>What ./run --help prints.</summary>
static class RunUsage
{
    const int Narrowest = 80, Widest = 130, HelpColumn = 38;

    /// <param name="columns">Of the terminal.</param>
    public static string Text(int columns)
    {
        var width = Math.Clamp(columns, Narrowest, Widest);
        var options = RunOptionGroup.All.Select(group => Lines(group, width));
        return string.Join('\n', [.. Folded(Before, width), "", .. options, .. Folded(After, width)]);
    }

    const string Before = """
        Weekly vegetation maps of the Earth, made on this machine. Without --area, --catalog or --request it runs a small generated
        demonstration, which needs no Internet connection.

          ./run [options]
          ./run view [RUN]                    shows the maps of a finished run in a browser; ./run view --help
          ./run watch EXECUTION_ARN           shows an execution on AWS as it goes; ./run watch --help
        """;

    const string After = """
        docs/reference.md describes the fields of a request; all have defaults. For example
          {"area": [11, 46, 12, 47], "from": "2023-06-05", "maxCloudCover": 30, "mask": {"dilationPixels": 1}}
        A country at 160 m, or several indices of the best pixels of the demonstration's week:
          ./run --area country.geojson --resolution 160
          ./run --resolution 40 --indices ndvi,evi2,ndmi --composite best

        Exit codes: 0 published, planned, nothing to do, or written but not promoted to latest (much less land observed than in the run
        before); 1 the run failed; 2 wrong arguments; 3 stopped by a problem of this machine (a full disk, a folder that cannot be
        written, a process that ended); 130 interrupted.

        The same command resumes an interrupted run. Maps are written to out/; .run/ holds the bucket, the logs and the demonstration's
        scenes. Deleting .run/ while nothing runs is safe, but the runs in it can then no longer be resumed.
        """;

    /// <summary>Paragraphs to the width; lines that are indented, which can be typed, keep to themselves.</summary>
    static IEnumerable<string> Folded(string text, int width)
    {
        var paragraph = "";
        foreach (var line in text.Split('\n'))
        {
            if (line.Length > 0 && line[0] != ' ') paragraph += paragraph.Length > 0 ? " " + line : line;
            else
            {
                foreach (var folded in paragraph.Length > 0 ? Wrapped(paragraph, width) : []) yield return folded;
                paragraph = "";
                foreach (var folded in Wrapped(line.TrimStart(), width - 2))
                    yield return folded.Length > 0 ? $"  {folded}" : "";
            }
        }
        foreach (var folded in paragraph.Length > 0 ? Wrapped(paragraph, width) : []) yield return folded;
    }

    static string Lines(RunOptionGroup group, int width)
    {
        var text = new StringBuilder($"{group.Title}\n");
        foreach (var option in group.Options)
        {
            var typed = $"  {option.Name}{(option.Value is { } value ? $" {value}" : "")}";
            var lines = Wrapped(option.Help, width - HelpColumn).Select(line => new string(' ', HelpColumn) + line).ToList();
            if (typed.Length < HelpColumn - 1) lines[0] = typed.PadRight(HelpColumn) + lines[0].TrimStart();
            else text.Append(typed).Append('\n');
            text.AppendJoin('\n', lines).Append('\n');
        }
        return text.ToString();
    }

    /// <summary>The text in lines of at most so many characters, cut between words.</summary>
    static IEnumerable<string> Wrapped(string text, int width)
    {
        var line = new StringBuilder();
        foreach (var word in text.Split(' '))
        {
            if (line.Length > 0 && line.Length + 1 + word.Length > width)
            {
                yield return line.ToString();
                line.Clear();
            }
            line.Append(line.Length > 0 ? " " : "").Append(word);
        }
        yield return line.ToString();
    }
}
