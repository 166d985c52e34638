using System.Runtime.InteropServices;

namespace Vegetation.Raster;

/// <summary>What packs the blocks of a compression, and its name in files: its bytes are no other's.</summary>
/// <param name="Name">The library's file, which as a rule has its version in its name, the level and the architecture.</param>
internal sealed record BlockCodec(string Name, Func<BlockEncoder> NewEncoder)
{
    static readonly string? Libisal = IsalEncoder.IsSound() ? FileOf(IsalEncoder.Library) : null,
        Libdeflate = FileOf(Inflater.Library), Libzstd = FileOf(ZstdEncoder.Library);

    /// <summary>The cheapest for a compression; null leaves it to the raster library.</summary>
    public static BlockCodec? For(CogOptions options) => (options.Compression, options.Level) switch
    {
        ("DEFLATE", 1) when Libisal is not null => Of(Libisal, 1, () => new IsalEncoder()),
        ("DEFLATE", var level) => ByLibdeflate(level),
        ("ZSTD", var level) when Libzstd is not null => Of(Libzstd, level, () => new ZstdEncoder(level)),
        _ => null,
    };

    /// <summary>DEFLATE as GDAL's driver packs it; null where the library is missing.</summary>
    internal static BlockCodec? ByLibdeflate(int level) =>
        Libdeflate is null ? null : Of(Libdeflate, level, () => new LibdeflateEncoder(level));

    static BlockCodec Of(string file, int level, Func<BlockEncoder> newEncoder) =>
        new(FormattableString.Invariant($"{file}, level {level}, {RuntimeInformation.ProcessArchitecture}"), newEncoder);

    /// <summary>The file behind the links of a library; null where it is not installed.</summary>
    static string? FileOf(string library) => !NativeLibrary.TryLoad(library, typeof(BlockCodec).Assembly, null, out _) ? null
        : File.ReadLines("/proc/self/maps").Select(line => Path.GetFileName(line.Split(' ')[^1]))
            .FirstOrDefault(file => file.StartsWith(library, StringComparison.Ordinal)) ?? library;
}
