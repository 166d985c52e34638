using System.Text.Json.Serialization;
using Vegetation.Core.Geography;
using Vegetation.Core.Requests;
using Vegetation.Core.Sensors;

namespace Vegetation.Core.Scenes;

/// <summary>One file of a scene.</summary>
/// <param name="Href">An absolute URL.</param>
/// <param name="Height">Rows, when the catalog says them.</param>
/// <param name="Width">Columns, when the catalog says them.</param>
/// <param name="Place">Where its pixels lie, when the catalog says it.</param>
public sealed record SceneAsset(string Href, int? Height = null, int? Width = null, PixelPlace? Place = null)
{
    /// <summary>Characters; keys of S3 have at most 1024 bytes. Anything longer cannot be the address of a file.</summary>
    public const int LongestHref = 2048;
}

/// <summary>Where north-up square pixels lie in metres of the UTM zone: the outer corner of the upper left one, and their side.</summary>
public readonly record struct PixelPlace(double West, double North, double PixelMetres);

/// <summary>One Sentinel-2 L2A acquisition over one tile, as a catalog describes it, brought to one shape.</summary>
public sealed record Scene
{
    /// <summary>Characters of a name that is kept as the catalog gives it.</summary>
    public const int LongestName = 100;

    public required string Id { get; init; }
    public required string Collection { get; init; }

    /// <summary>The catalog that named it.</summary>
    public required string Catalog { get; init; }

    /// <summary>Whether no satellite saw it.</summary>
    [JsonIgnore]
    public bool IsGenerated => CatalogName.IsGenerated(Catalog);

    /// <summary>MGRS tile, zone padded: 01KAB.</summary>
    public required string Tile { get; init; }

    /// <summary>Sensing time, UTC.</summary>
    public required DateTimeOffset Sensed { get; init; }

    /// <summary>
    /// The satellite and when its datatake began, S2A_20200305T103021: the same for all processings and granules of one acquisition, and it
    /// fixes the orbit. Null where the catalog does not tell.
    /// </summary>
    public string? Acquisition { get; init; }

    /// <summary>
    /// When the sensing of the item's datastrip began, 20200305T103210: the pieces of one acquisition differ in it, its processings do not.
    /// Null where the catalog does not tell.
    /// </summary>
    public string? Datastrip { get; init; }

    public string? Platform { get; init; }
    public required int Epsg { get; init; }

    /// <summary>The files that a request needs of it, by the names of their bands in the table of the sensor.</summary>
    public required IReadOnlyDictionary<string, SceneAsset> Assets { get; init; }

    /// <summary>Null where the item has none for this band.</summary>
    public SceneAsset? this[BandRole role] => Assets.GetValueOrDefault(Sensor.Sentinel2[role].Name);

    /// <summary>The first of some bands that it lacks and that nothing can stand in for.</summary>
    public SensorBand? Missing(IEnumerable<BandRole> roles) =>
        roles.Select(role => Sensor.Sentinel2[role]).FirstOrDefault(band => !band.IsOptional && !Assets.ContainsKey(band.Name));

    /// <summary>With the assets of some bands only.</summary>
    public Scene With(IEnumerable<BandRole> roles) => this with
    {
        Assets = roles.Select(role => Sensor.Sentinel2[role].Name).Where(Assets.ContainsKey)
            .ToDictionary(name => name, name => Assets[name]),
    };

    /// <summary>ESA's processing baseline, as "05.09"; null where only the item at <see cref="ItemHref"/> says it.</summary>
    public string? Baseline { get; init; }

    /// <summary>Whether the catalog says that BOA_ADD_OFFSET has been added to the pixels; null where it does not say.</summary>
    public bool? OffsetApplied { get; init; }

    /// <summary>
    /// The offset that the red asset declares, or another where there is no red, in reflectance: 0 or -0.1; null where it declares none.
    /// </summary>
    public double? DeclaredOffset { get; init; }

    /// <summary>Cloud cover in percent of valid pixels.</summary>
    public double? CloudCover { get; init; }

    /// <summary>Degrees above the horizon and clockwise from north; null where the catalog does not say them.</summary>
    public double? SunElevation { get; init; }

    /// <inheritdoc cref="SunElevation"/>
    public double? SunAzimuth { get; init; }

    /// <summary>The path over the ground, 1..143; null where the catalog does not say it.</summary>
    public int? RelativeOrbit { get; init; }

    /// <summary>Share of the tile without data, 0..1.</summary>
    public double NodataShare { get; init; }

    /// <summary>Share of the pixels with data that are cloud, cirrus or cloud shadow, 0..1.</summary>
    public double CloudyShare { get; init; }

    /// <summary>West, south, east, north in degrees; null where the catalog gives none that can be right.</summary>
    public double[]? Bounds { get; init; }

    /// <summary>
    /// The outline as the catalog gives it, closed rings of the outer one and holes; null where it gives none in one piece. For the search
    /// alone: not kept.
    /// </summary>
    [JsonIgnore]
    public IReadOnlyList<IReadOnlyList<Position>>? Outline { get; init; }

    /// <summary>The item itself: for the <c>derived_from</c> link, and to read where <see cref="Baseline"/> is null.</summary>
    public string? ItemHref { get; init; }
}

/// <summary>An item of a catalog that cannot become a scene, with the reason.</summary>
/// <param name="Reason">The name of a <see cref="GapReason"/>.</param>
/// <param name="Tile">The tile that it names, where it names one.</param>
/// <param name="Detail">What the reason is about, where it does not say so itself.</param>
public sealed record UnreadableItem(string Id, string Reason, string? Tile = null, string? Detail = null)
{
    /// <summary>The reason with its detail, as "field-twice: datetime".</summary>
    [JsonIgnore]
    public string Words => Detail is null ? Reason : $"{Reason}: {Detail}";

    /// <summary>Characters of an id that are kept.</summary>
    public const int LongestId = 80;

    /// <param name="id">As the item gives it; what could do harm in a log or a page is replaced.</param>
    /// <param name="tile">Null where the item says it by its id only, or not at all.</param>
    public static UnreadableItem Of(string id, GapReason reason, Tile? tile = null, string? detail = null) =>
        new UnreadableItem("", reason.Name, tile?.ToString(), detail is null ? null : Printable(detail)).Named(id);

    /// <summary>The same item by this id, and of the tile that the id says if its fields say none.</summary>
    public UnreadableItem Named(string id) =>
        this with { Id = Printable(id), Tile = Tile ?? (SceneId.TryTile(id, out var named) ? named.ToString() : null) };

    public static string Printable(string text) => new([.. text.Take(LongestId).Select(c => c is > ' ' and < (char)127 ? c : '?')]);
}
