using System.Globalization;
using System.Text.RegularExpressions;

namespace Vegetation.Bench.Scenes;

/// <param name="Group">What the code is for.</param>
/// <param name="Part">A class of ours, a file or a symbol; empty where it does not matter.</param>
internal sealed record ProfileShare(int Samples, string Group, string Part);

/// <summary>What the lines of the profiler's report are for: percent; samples; file; symbol, or an address where there is none.</summary>
internal sealed partial class ProfileGroups
{
    const string Inflate = "inflate", Encode = "encode", Faults = "kernel: page faults, clearing", Kernel = "kernel: the rest";
    const string Runtime = "runtime and JIT", Ahead = "ours, compiled ahead";

    // The first row that fits: file, symbol, group. Our own classes come before them.
    static readonly (Regex File, Regex Symbol, string Group)[] Rows =
    [
        Row("kernel", "copy_(from|to|user)|copy_folio|rep_movs|copyin|copyout|copy_page", "kernel: copies"),
        Row("kernel", "clear_page|fault|folio|memcg|lru|zap_|unmap|rmap|mmap|vma|_pages|rmqueue|rep_stos|pte_|mas_|anonymous", Faults),
        Row("kernel", "tcp|skb|sock|inet|ip_|net_|loopback|nf_|dev_|qdisc|epoll|recv|send", "kernel: network"),
        Row("kernel", "", Kernel),
        Row("libcrypto", "", "SHA-256"), // HTTP is not encrypted here
        Row("libdeflate|libisal|libzstd|LERC", "", Encode),
        Row(@"libz\.", "", Encode),
        Row("libgdal|libtiff|libproj|libgeotiff", "", "GDAL but its codecs"),
        Row("libcoreclr|libclrjit|libhost|ld-linux|libSystem.Native|libclrgc|^worker$", "", Runtime),
        Row("libc[.-]|libstdc|CoreLib|perf-|JIT", "mem(move|cpy|set)|Memmove|SpanHelpers::(Fill|Clear)", "copies, fills"),
        Row("", @"System\.Net", ".NET: network"),
        Row("System.Net", "", ".NET: network"),
        Row(@"^(worker|Core|Raster)\.dll$", "", Ahead),
        Row("libc[.-]|libstdc|libpthread", "", "C library"),
        Row("", @"\[(PreStub|.*Stub.*)\]|stub", Runtime),
        Row(@"perf-|JIT|\.dll$|anon|unknown", "", ".NET: the rest"),
    ];

    readonly ulong deflateBegins = FirstOfEncoder();

    /// <summary>Null = no line with samples.</summary>
    public ProfileShare? Of(string line)
    {
        if (line.Split(';', 4, StringSplitOptions.TrimEntries) is not [_, var samples, var file, var symbol]
            || !int.TryParse(samples, CultureInfo.InvariantCulture, out var count)) return null;
        if (Ours().Match(symbol) is { Success: true } ours) return new(count, "ours, compiled at run time", ours.Groups["class"].Value);
        if (file.StartsWith("libdeflate", StringComparison.Ordinal) && Address(symbol) < deflateBegins) return new(count, Inflate, "");
        var row = Rows.FirstOrDefault(row => row.File.IsMatch(file) && row.Symbol.IsMatch(symbol));
        return row.Group is null ? new(count, "other", file)
            : new(count, row.Group, row.Group is Runtime or Ahead ? file : row.Group is Kernel or Faults ? symbol : "");
    }

    // The library has no names for what is inside; its decoder lies before its encoder.
    static ulong FirstOfEncoder()
    {
        var names = Path.GetTempFileName();
        Timed.Run("sh", "-c", $"nm -D \"$(ldconfig -p | grep -o '/.*libdeflate.so.0$' | head -1)\" > {names}");
        var last = File.ReadLines(names).First(line => line.EndsWith(" libdeflate_free_decompressor", StringComparison.Ordinal));
        File.Delete(names);
        return Hexadecimal(last[..16]);
    }

    static ulong Address(string symbol) => symbol.IndexOf("0x", StringComparison.Ordinal) is >= 0 and var at
        ? Hexadecimal(symbol[(at + 2)..].Split(' ', ';')[0]) : ulong.MaxValue;

    static ulong Hexadecimal(string digits) => ulong.Parse(digits, NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    static (Regex File, Regex Symbol, string Group) Row(string file, string symbol, string group) => (new(file), new(symbol), group);

    [GeneratedRegex(@"Vegetation\.(?<class>[A-Za-z.]+)")]
    private static partial Regex Ours();
}
