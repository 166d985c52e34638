using System.Runtime.InteropServices;

namespace Vegetation.Raster;

/// <summary>What packs the blocks of a compression, and its name in files: its bytes are no other's.</summary>
/// <param name="Name">The library's file, which as a rule has its version in its name, the level and the architecture.</param>
internal sealed record BlockCodec(string Name, Func<BlockEncoder> NewEncoder)
{
    static readonly bool IsZstdThere = NativeLibrary.TryLoad(ZstdEncoder.Library, typeof(BlockCodec).Assembly, null, out _);

    /// <summary>Null leaves a compression to the raster library.</summary>
    public static BlockCodec? For(CogOptions options) => options.Compression switch
    {
        "DEFLATE" when Inflater.IsThere => Of(Inflater.Library, options.Level, () => new LibdeflateEncoder(options.Level)),
        "ZSTD" when IsZstdThere => Of(ZstdEncoder.Library, options.Level, () => new ZstdEncoder(options.Level)),
        _ => null,
    };

    static BlockCodec Of(string library, int level, Func<BlockEncoder> newEncoder) =>
        new(FormattableString.Invariant($"{FileOf(library)}, level {level}, {RuntimeInformation.ProcessArchitecture}"), newEncoder);

    /// <summary>The file behind the links.</summary>
    static string FileOf(string library) =>
        File.ReadLines("/proc/self/maps").Select(line => Path.GetFileName(line.Split(' ')[^1]))
            .FirstOrDefault(file => file.StartsWith(library, StringComparison.Ordinal)) ?? library;
}
