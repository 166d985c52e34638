using System.Globalization;
using Vegetation.Local.Run;

namespace Vegetation.Local.View;

/// <summary>The command line of ./run view.</summary>
internal sealed record ViewOptions
{
    /// <summary>The folder of the run below out/; null for the newest.</summary>
    public string? Run { get; init; }

    /// <summary>As in <see cref="RunOptions.Folder"/>.</summary>
    public string? Folder { get; init; }

    /// <summary>Null for <see cref="UsualPort"/>, or a free one if that is in use.</summary>
    public int? Port { get; init; }
    public bool Help { get; init; }

    /// <summary>Below those of the demonstration's catalog and of outgoing connections, so that links keep their address.</summary>
    public const int UsualPort = 8765;

    public const string Usage = """
        Shows the maps of finished runs in a browser, from the Earth down to the scenes' pixels. Serves the folder out/ on this machine only
        until Ctrl-C.

          ./run view [RUN] [options]

          RUN             the name of a folder in out/runs/ (default: the run that was written last)
          --folder DIR    the DIR of ./run --folder, whose out/ is served
          --port N        1 to 65535 (default: 8765, or a free one if that is in use)
          --help          this text

        Exit codes: 0 ended by Ctrl-C; 2 wrong arguments; 3 nothing to show, or the port is in use.
        """;

    /// <returns>The options, or one line that says what was wrong and what to type.</returns>
    public static (ViewOptions? Options, string? Error) Parse(IReadOnlyList<string> arguments)
    {
        var options = new ViewOptions();
        for (var i = 0; i < arguments.Count; i++)
        {
            var (name, value) = RunOptions.Split(arguments[i]);
            if (name is "--help" or "-h") options = options with { Help = true };
            else if (name is "--folder" or "--port")
            {
                value ??= i + 1 < arguments.Count ? arguments[++i] : "";
                if (options.With(name, value) is not { } next) return (null, Refusal(name, value));
                options = next;
            }
            else if (name.StartsWith('-')) return (null, $"Unknown option {name}. Type  ./run view --help  for the list.");
            else if (options.Run is not null)
                return (null, $"Got two runs, {options.Run} and {name}; expected one. Type  ./run view {options.Run}");
            else options = options with { Run = name };
        }
        return (options, null);
    }

    ViewOptions? With(string name, string value) => name == "--folder"
        ? value.Length > 0 ? this with { Folder = value } : null
        : int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and <= ushort.MaxValue
            ? this with { Port = port } : null;

    static string Refusal(string name, string value) => name == "--folder"
        ? "--folder needs a value. Type, for example,  ./run view --folder /data/vegetation"
        : $"--port: got \"{value}\"; expected 1 to {ushort.MaxValue}. Type, for example,  ./run view --port 8080";
}
