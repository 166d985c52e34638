using Vegetation.Core.Requests;

namespace Vegetation.Products.Report;

/// <summary>A picture among the products, embedded in the page.</summary>
/// <param name="Alt">For those who do not see it.</param>
/// <param name="Source">A data URI; null where the picture is too large for that and is only linked.</param>
sealed record Picture(string Name, string Title, string Alt, string? Source)
{
    const int MostBytes = 400_000;

    static IEnumerable<(string Name, string Title, string Alt)> Known(IReadOnlyList<MappedIndex> indices, Window window) =>
    [
        .. indices.SelectMany(mapped => Of(mapped, mapped.Files(window), mapped.Index.Label)),
        (ProductNames.CoveragePicture, "Coverage",
            "Map of the tiles: processed tiles by clear share, the others by reason; the table under Coverage has the numbers"),
    ];

    public static IReadOnlyList<Picture> In(string folder, IReadOnlyList<MappedIndex> indices, Window window) =>
        [.. Known(indices, window).Where(known => File.Exists(Path.Combine(folder, known.Name)))
            .Select(known => new Picture(known.Name, known.Title, known.Alt, SourceOf(Path.Combine(folder, known.Name))))];

    static IEnumerable<(string Name, string Title, string Alt)> Of(MappedIndex mapped, IndexFiles files, string label) =>
    [
        (files.Histogram, $"Land area by {label}{mapped.Note}", $"Histogram: share of the mapped land by {label}"),
        (files.LatitudeProfile, $"Mean {label} of land by latitude{mapped.Note}",
            $"Mean {label} of land from south to north"),
    ];

    static string? SourceOf(string path) =>
        new FileInfo(path).Length > MostBytes ? null : "data:image/png;base64," + Convert.ToBase64String(File.ReadAllBytes(path));
}
