using Vegetation.Core.Sensors;

namespace Vegetation.Core.Scenes;

/// <summary>
/// What is claimed about a scene's offset before its pixels are examined. The catalog describes the scene, and is sometimes wrong; the
/// files' tags travel with the pixels, but programs that rewrite a file may keep or drop them; the pixels cannot be wrong, but are often
/// inconclusive.
/// </summary>
/// <param name="Stated">By the catalog, see <see cref="CatalogOffset.Of"/>.</param>
/// <param name="Tag">By the tags OFFSET and SCALE of the files: 0 or -1000; null where they have none, or none that says either.</param>
/// <param name="MayBePending">Whether the processing baseline is one (04.00 and later) from which pixels may carry the offset.</param>
public readonly record struct OffsetClaims(BoaOffset Stated, int? Tag, bool MayBePending)
{
    /// <summary>
    /// The offset to take. Pixels that prove something decide; else the tag does, with low confidence against the catalog and with high
    /// confidence beside it; else the catalog alone, with low confidence.
    /// </summary>
    public BoaOffset Resolve(in OffsetEvidence pixels) => (Proven(pixels), Tag) switch
    {
        ({ } proven, _) when proven == Stated.Value => Stated with { Confidence = BoaOffset.High },
        ({ } proven, _) => new(proven, BoaOffset.FromPixels, BoaOffset.High),
        (_, { } tag) when tag == Stated.Value => Stated with { Confidence = BoaOffset.High },
        (_, { } tag) when tag == 0 || MayBePending => new(tag, BoaOffset.FromTag, BoaOffset.Low),
        _ => Stated,
    };

    /// <summary>Whether the catalog or the tag says otherwise than the offset that was taken.</summary>
    public bool Contradict(BoaOffset taken) => taken.Value != Stated.Value || (Tag ?? taken.Value) != taken.Value;

    int? Proven(in OffsetEvidence pixels) =>
        pixels.OffsetAlreadyApplied ? 0 : pixels.OffsetPending && MayBePending ? Sensor.Sentinel2.BoaAddOffset : null;
}
