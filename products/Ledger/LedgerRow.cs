using System.Text.Json.Serialization;
using NetTopologySuite.Geometries;
using Vegetation.Core.Geography;
using Vegetation.Core.Masking;
using Vegetation.Core.Work;
using Vegetation.Products.Shapes;

namespace Vegetation.Products.Ledger;

/// <summary>
/// A tile in the ledger: its selected scene with outcome and reason, or why it has none. Several scenes of a tile have a row each.
/// </summary>
public sealed record LedgerRow
{
    public required string Tile { get; init; }

    /// <summary>Land of the tile in square kilometres, as <see cref="LandTiles.SquareKilometres"/>.</summary>
    public int LandKm2 { get; init; }

    /// <summary>
    /// Observed and clear land: the tile's land times the share of its pixels with data, and with a value of the first index. Land and sea
    /// of a tile are assumed to be observed alike.
    /// </summary>
    public int ObservedKm2 { get; init; }

    /// <inheritdoc cref="ObservedKm2"/>
    public int ClearKm2 { get; init; }

    /// <summary>Null, like everything that describes a scene, if no scene of the tile was selected.</summary>
    public string? UnitId { get; init; }

    /// <summary>Null in composites, as are baseline and cloud cover: <see cref="Acquisitions"/> has the times.</summary>
    public DateTimeOffset? Sensed { get; init; }
    public string? Catalog { get; init; }
    public string? Baseline { get; init; }

    /// <summary>As the catalog states it, percent.</summary>
    public double? CloudCover { get; init; }

    /// <summary>Null if no scene was selected.</summary>
    public UnitStatus? Status { get; init; }

    /// <summary>
    /// The record's reason for a status other than done; without a scene, why there is none: "no-acquisition", "too-cloudy" ...
    /// </summary>
    public string? Reason { get; init; }

    /// <summary>A sentence for people.</summary>
    public string? Detail { get; init; }

    public int? Attempt { get; init; }

    /// <summary>Metres of the scene output's pixels, which are those that are counted.</summary>
    public int? Resolution { get; init; }

    /// <summary>Valid pixels of the first index of all pixels, 0..1.</summary>
    public double? ValidShare { get; init; }

    /// <summary>
    /// Of the scene's rasters by index, water included: unlike the map's, which are of land. Null, as <see cref="Products"/>, without any.
    /// </summary>
    public IReadOnlyDictionary<string, IndexStatistics>? Statistics { get; init; }

    public int? BoaOffset { get; init; }
    public string? BoaOffsetBasis { get; init; }
    public string? BoaOffsetConfidence { get; init; }
    public PhaseSeconds? Seconds { get; init; }

    /// <summary>Pixels processed, in millions.</summary>
    public double Megapixels { get; init; }

    public long BytesRead { get; init; }

    /// <summary>The rasters by index, below <c>output/</c>.</summary>
    public IReadOnlyDictionary<string, string>? Products { get; init; }

    /// <summary>Of the first index.</summary>
    public MaskCounts? Pixels { get; init; }

    /// <summary>
    /// Where the rasters have pixels with data; the tile's square for all others. Two polygons where it crosses the antimeridian.
    /// </summary>
    [JsonConverter(typeof(GeometryConverter))]
    public Geometry? Geometry { get; init; }

    /// <summary>Scenes of the same acquisition that were merged in; null where there were none.</summary>
    public IReadOnlyList<string>? AdditionalGranules { get; init; }

    /// <summary>What each acquisition of a composite gave; null elsewhere.</summary>
    public IReadOnlyList<AcquisitionOutcome>? Acquisitions { get; init; }

    [JsonIgnore]
    public bool NeedsAnotherAttempt => UnitRecord.IsTriedAgain(Status, Reason);

    /// <summary>The status as written in records; null without a scene.</summary>
    [JsonIgnore]
    public string? StatusWord => Status?.Word();

    /// <summary>A land tile without a selected scene.</summary>
    public static LedgerRow Without(string tile, string reason) => new()
    {
        Tile = tile, LandKm2 = LandTiles.SquareKilometres(tile), Reason = reason, Geometry = Footprints.OfTile(tile),
    };

    /// <param name="resolution">Metres.</param>
    public static LedgerRow Of(UnitScene scene, UnitRecord record, int resolution, Geometry? footprint) => new()
    {
        Tile = scene.Tile,
        LandKm2 = LandTiles.SquareKilometres(scene.Tile),
        ObservedKm2 = LandBy(scene.Tile, record, pixels => pixels.Total - pixels.Nodata),
        ClearKm2 = LandBy(scene.Tile, record, pixels => pixels.Valid),
        UnitId = record.UnitId,
        Sensed = scene.Sensed,
        Catalog = scene.Catalog,
        Baseline = scene.Baseline,
        CloudCover = scene.CloudCover,
        Acquisitions = record.Acquisitions,
        Status = record.Status,
        Reason = record.Reason,
        Detail = record.Detail,
        Attempt = record.Attempt,
        ValidShare = record.Pixels is { Total: > 0 } pixels ? (double)pixels.Valid / pixels.Total : null,
        Resolution = resolution,
        Statistics = record.Statistics.Count == 0 ? null : record.Statistics,
        BoaOffset = record.Offset,
        BoaOffsetBasis = record.OffsetBasis,
        BoaOffsetConfidence = record.OffsetConfidence,
        Seconds = record.Seconds,
        Megapixels = record.Megapixels,
        BytesRead = record.BytesRead,
        Products = record.IsProduct && record.Statistics.Count > 0
            ? record.Statistics.Keys.ToDictionary(index => index, index => OutputNames.Raster(record.UnitId, index)) : null,
        Pixels = record.Pixels,
        Geometry = footprint,
        AdditionalGranules = scene.AdditionalGranules,
    };

    static int LandBy(string tile, UnitRecord record, Func<MaskCounts, long> count) =>
        record is { IsProcessed: true, Pixels: { Total: > 0 } pixels }
        ? (int)Math.Round((double)LandTiles.SquareKilometres(tile) * count(pixels) / pixels.Total)
        : 0;
}
