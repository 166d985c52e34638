using System.Runtime.Intrinsics.X86;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Vegetation.Local;
using Vegetation.Raster;

namespace Vegetation.Tests.Frozen;

/// <summary>frozen.json: what a run left when it was pinned, and what has been renamed since.</summary>
/// <param name="MadeWith">Compressed bytes are those of these libraries and this processor only.</param>
/// <param name="Renames">Of keys and of texts in documents: today's word first, the pinned one second, third the files' name's end where it
/// is not of all; applied in this order.</param>
/// <param name="Reworded">Files that were pinned again because a sentence in them changed on purpose, and which.</param>
/// <param name="Sha256">Of each object's normal form, by its pinned key.</param>
sealed record FrozenFile(
    string MadeWith, IReadOnlyList<string[]> Renames, IReadOnlyDictionary<string, string> Reworded, SortedDictionary<string, string> Sha256)
{
    static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    /// <summary>
    /// What the bytes depend on: the libraries that write them, and the instructions by which the letters on pictures are smoothed.
    /// </summary>
    public static string Here =>
        $"GDAL {RasterLibrary.Version()}, {BlockCodec.For(new())?.Name}, {(Avx512F.IsSupported ? "with" : "without")} AVX-512";

    public static FrozenFile Load() => JsonSerializer.Deserialize<FrozenFile>(
        File.ReadAllText(Path.Combine(Layout.Find().Root, "tests", "rooms", "frozen", "frozen.json")), Format)!;

    public string ToJson() => JsonSerializer.Serialize(this, Format) + "\n";
}
