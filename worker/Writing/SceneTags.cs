using System.Globalization;
using Vegetation.Core.Sensors;
using Vegetation.Core.Work;
using Vegetation.Raster;
using Vegetation.Worker.Computing;

namespace Vegetation.Worker.Writing;

/// <summary>
/// The metadata in a scene's files, so that a file on its own says what it is. No time of processing: the same scene gives the same bytes.
/// </summary>
internal static class SceneTags
{
    /// <summary>Of all files of a scene.</summary>
    public static Dictionary<string, string> Of(WorkUnit unit, ComputedScene scene)
    {
        var tags = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["RUN"] = unit.RunId,
            ["SCENE"] = unit.UnitId,
            ["TILE"] = unit.Scene.Tile,
            ["RESOLUTION"] = string.Create(CultureInfo.InvariantCulture, $"{unit.PixelMetres} m"),
            ["MASK"] = unit.Mask.ToRule().Phrase,
            ["OFFSET"] = string.Create(CultureInfo.InvariantCulture, $"{scene.Offset.Value} added to DN ({scene.Offset.Basis})"),
            ["SOFTWARE"] = $"vegetation-worker {Software.Version}",
            [DataNotice.Tag] = DataNotice.Of(unit.Scene.IsGenerated, scene.Sources.Select(source => source.Scene.Sensed.Year)),
        };
        if (unit.Composite is { } composite)
        {
            (tags["FROM"], tags["TO"]) = (Time(composite.From), Time(composite.To));
            tags["COMPOSITE"] = composite.Rule.ToString().ToLowerInvariant();
        }
        else tags["DATE"] = Time(unit.Scene.Sensed);
        return tags;
    }

    /// <summary>Of the file of an index.</summary>
    public static Dictionary<string, string> Of(WorkUnit unit, ComputedScene scene, SpectralIndex index) => new(Of(unit, scene))
    {
        ["INDEX"] = unit.LabelOf(index),
        ["FORMULA"] = index.ExpressionWith(scene.Offset.Value),
    };

    /// <summary>Of the QA file, whose values mean nothing without their classes.</summary>
    public static Dictionary<string, string> OfQa(WorkUnit unit, ComputedScene scene) => new(Of(unit, scene))
    {
        ["CLASSES"] = string.Join("; ", QaClass.All.Select(row => $"{row.Value} {row.Title.ToLowerInvariant()}")),
    };

    static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
