using Vegetation.Core.Composites;
using Vegetation.Core.Indices;
using Vegetation.Core.Requests;
using Vegetation.Core.Sensors;
using Scale = Vegetation.Core.Sensors.Resolution;

namespace Vegetation.Products;

/// <summary>
/// What maps, pictures and tables show: an index at a resolution, of single acquisitions or composites. Only maps of the same are compared.
/// </summary>
/// <param name="Resolution">Metres, as asked for.</param>
/// <param name="IsGenerated">Whether the scenes are: then no satellite saw what is mapped.</param>
sealed record MappedIndex(
    SpectralIndex Index, int Resolution, CompositeRule Composite = CompositeRule.None, bool IsGenerated = false)
{
    public static IReadOnlyList<MappedIndex> Of(Request request) =>
        [.. request.Indices.Select(index => Of(request, index))];

    public static MappedIndex Of(Request request, SpectralIndex index) =>
        new(index, request.Resolution, request.Composite, request.IsGenerated);

    /// <summary>As keys have it: ndvi.</summary>
    public string Name => Index.Name;

    public IndexFiles Files(Window window) => new(Name, window);

    /// <summary>NDVI, or NDVI of mean reflectance at 40 m.</summary>
    public string Label => Index.LabelAt(Resolution, IsGenerated);

    /// <summary>For the end of a title or sentence about the index alone; nothing at full resolution of single acquisitions.</summary>
    public string Note => (Label == Index.Label ? "" : $";{Label[Index.Label.Length..]}")
        + (Composite == CompositeRule.None ? "" : $"; composite ({Composite.ToString().ToLowerInvariant()})");

    /// <summary>
    /// Metres of the pixels that cells count: from 40 m on those of the classification, which says of parts of a pixel whether they are
    /// water or snow.
    /// </summary>
    public int CountedMetres =>
        Scale.PixelMetres(Math.Min(Resolution, Sensor.Sentinel2[BandRole.Classes].Metres), IsGenerated);

    /// <summary>Metres of the scenes' pixels.</summary>
    public int PixelMetres => Scale.PixelMetres(Resolution, IsGenerated);

    /// <summary>Several in one title: NDVI, EVI2 of mean reflectance at 40 m.</summary>
    public static string LabelOf(IReadOnlyList<MappedIndex> all) =>
        string.Join(", ", all.SkipLast(1).Select(mapped => mapped.Index.Label).Append(all[^1].Label));
}
