using System.Text.RegularExpressions;

namespace Vegetation.Bench.Scenes;

/// <summary>What a line of the profiler's listing is for: the address, the symbol, and in brackets the file that it is in.</summary>
internal static partial class ProfileGroups
{
    // The first row that fits: file, symbol, group. Our own classes come before it.
    static readonly (Regex File, Regex Symbol, string Group)[] Rows =
    [
        Row("kernel", "clear_page|page_fault|fault|folio|memcg|lru|zap_|unmap|rmap|mmap|vma|alloc_pages|free_un|free_pcp|rmqueue|rep_stos",
            "kernel: page faults, clearing"),
        Row("kernel", "copy_(from|to|user)|rep_movs|copyin|copyout|copy_page", "kernel: copies"),
        Row("kernel", "tcp|skb|sock|inet|ip_|net|loopback|nf_|dev_|qdisc|epoll|recv|send", "kernel: network"),
        Row("kernel", "", "kernel: the rest"),
        Row("libcrypto", "", "SHA-256"), // HTTP is not encrypted here
        Row("libdeflate", "decompress|adler|crc", "inflate"),
        Row("libdeflate|libisal|libzstd|LERC", "", "encode"),
        Row(@"libz\.", "inflate|adler|crc", "inflate"),
        Row(@"libz\.", "", "encode"),
        Row("libgdal|libtiff|libproj|libgeotiff", "", "GDAL but its codecs"),
        Row("libcoreclr|libclrjit|libhost|ld-linux|libSystem.Native|libclrgc|/worker$", "", "runtime and JIT"),
        Row("libc[.-]|libstdc|System.Private.CoreLib|perf-", "mem(move|cpy|set)|Memmove|SpanHelpers::(Fill|Clear)", "copies, fills"),
        Row("", "System.Net|System.Net.Http", ".NET: network"),
        Row("System.Net", "", ".NET: network"),
        Row(@"/(worker|Core|Raster)\.dll$", "", "ours, compiled ahead"),
        Row("libc[.-]|libstdc|libpthread", "", "C library"),
        Row(@"perf-|memfd|\.dll$|anon|unknown", "", ".NET: the rest"),
    ];

    /// <summary>The group, and the class where it is ours.</summary>
    public static (string Group, string Part) Of(string line)
    {
        var match = Line().Match(line);
        var (symbol, file) = (match.Groups["symbol"].Value, match.Groups["file"].Value);
        if (Ours().Match(symbol) is { Success: true } ours) return ("ours, compiled at run time", ours.Groups["class"].Value);
        var row = Rows.FirstOrDefault(row => row.File.IsMatch(file) && row.Symbol.IsMatch(symbol));
        return row.Group is null ? ("other", Path.GetFileName(file)) : (row.Group, Part(row.Group, symbol, file));
    }

    static string Part(string group, string symbol, string file) => group switch
    {
        "runtime and JIT" or "ours, compiled ahead" => Path.GetFileName(file),
        "kernel: the rest" or "kernel: page faults, clearing" => symbol,
        _ => "",
    };

    static (Regex File, Regex Symbol, string Group) Row(string file, string symbol, string group) => (new(file), new(symbol), group);

    [GeneratedRegex(@"^\s*[0-9a-f]+\s(?<symbol>.*)\s\((?<file>[^()]*(\([^()]*\))?[^()]*)\)$")]
    private static partial Regex Line();

    [GeneratedRegex(@"Vegetation\.(?<class>[A-Za-z.]+?[A-Za-z]+)(`|\+|/|::|\[|$)")]
    private static partial Regex Ours();
}
