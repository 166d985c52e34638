using System.Runtime.InteropServices;

namespace Vegetation.Raster;

/// <summary>What packs the blocks of a compression, and its name in files: its bytes are no other's.</summary>
/// <param name="Name">The library's file, which as a rule has its version in its name, the level and the architecture.</param>
internal sealed record BlockCodec(string Name, Func<BlockEncoder> NewEncoder)
{
    static readonly string? Libdeflate = FileOf(Inflater.Library), Libzstd = FileOf(ZstdEncoder.Library);

    /// <summary>Null leaves a compression to the raster library.</summary>
    public static BlockCodec? For(CogOptions options) => (options.Compression, options.Level) switch
    {
        ("DEFLATE", var level) when Libdeflate is not null => Of(Libdeflate, level, () => new LibdeflateEncoder(level)),
        ("ZSTD", var level) when Libzstd is not null => Of(Libzstd, level, () => new ZstdEncoder(level)),
        _ => null,
    };

    static BlockCodec Of(string file, int level, Func<BlockEncoder> newEncoder) =>
        new(FormattableString.Invariant($"{file}, level {level}, {RuntimeInformation.ProcessArchitecture}"), newEncoder);

    /// <summary>The file behind the links of a library; null where it is not installed.</summary>
    static string? FileOf(string library) => !NativeLibrary.TryLoad(library, typeof(BlockCodec).Assembly, null, out _) ? null
        : File.ReadLines("/proc/self/maps").Select(line => Path.GetFileName(line.Split(' ')[^1]))
            .FirstOrDefault(file => file.StartsWith(library, StringComparison.Ordinal)) ?? library;
}
