using System.Globalization;
using Vegetation.Core.Indices;

namespace Vegetation.Core.Work;

/// <summary>The keys of a run's objects in the bucket.</summary>
public readonly record struct RunKeys(RunId RunId)
{
    /// <summary>The pointer to the newest published run.</summary>
    public const string Latest = "latest.json";

    /// <summary>The STAC catalog of all runs.</summary>
    public const string Catalog = "catalog.json";

    /// <summary>
    /// The tag of objects that only a running or resumed run needs, and that expire: search pages, attempts, batches of the aggregation.
    /// </summary>
    public const string LifecycleTag = "lifecycle";
    public const string Temporary = "temporary";

    /// <summary>The tag's value for rasters and thumbnails of scenes, whose life the deployment sets.</summary>
    public const string SceneOutput = "scene-output";

    public string Root => $"runs/{RunId}/";
    public string Request => Root + "request.json";
    public string SearchPages => Root + "search/";
    public string Units => Root + "units/";
    public string Plan => Root + "plan.json";

    /// <summary>The zones as planned, one a line.</summary>
    public string Zones => Root + "zones.ndjson";
    public string Attempts => Root + "attempts/";
    public string Output => Root + "output/";
    public string Records => Output + "records/";
    public string Items => Output + OutputNames.ItemsFolder;
    public string Started => Output + OutputNames.StartedFolder;
    public string Products => Root + "products/";

    /// <summary>What the aggregation collected so far, batch by batch.</summary>
    public string Batches => Root + "aggregation/";

    /// <summary>The page that people open first.</summary>
    public string Report => Products + "index.html";

    /// <summary>What a dry run would do, with every scene and tile.</summary>
    public string DryRunPlan => Products + "plan.json";

    /// <summary>Whether an object of any run is temporary, by its key.</summary>
    public static bool IsTemporary(string key) => key.Split('/') is ["runs", _, "search" or "attempts" or "aggregation", ..];

    public string SearchPage(SearchPageId id) => $"{SearchPages}{id}.json";
    public string Unit(string unitId) => $"{Units}{unitId}.json";
    public string Manifest(int attempt, string job) =>
        string.Create(CultureInfo.InvariantCulture, $"{Attempts}{attempt}/manifest-{job}.json");
    public string JobResults(int attempt) => string.Create(CultureInfo.InvariantCulture, $"{Attempts}{attempt}/jobs.json");

    /// <summary>How many jobs and instances an attempt got, and why not as many as asked for.</summary>
    public string JobSize(int attempt) => string.Create(CultureInfo.InvariantCulture, $"{Attempts}{attempt}/size.json");
    public string BatchRows(int batch) => string.Create(CultureInfo.InvariantCulture, $"{Batches}{batch:00000}-rows.json");
    public string BatchItems(int batch) => string.Create(CultureInfo.InvariantCulture, $"{Batches}{batch:00000}-items.ndjson");
    public string BatchCells(int batch, string index) =>
        string.Create(CultureInfo.InvariantCulture, $"{Batches}{batch:00000}-cells-{index}");
    public string BatchZones(int batch, string index) =>
        string.Create(CultureInfo.InvariantCulture, $"{Batches}{batch:00000}-zones-{index}");
    public string Record(string unitId) => $"{Output}{OutputNames.Record(unitId)}";
    public string Contribution(string unitId) => $"{Output}{OutputNames.Contribution(unitId)}";
    public string Product(string name) => Products + name;
}

/// <summary>The names of a work unit's output files below the output folder, in the worker as in the bucket.</summary>
public static class OutputNames
{
    public static string Raster(string unitId, string index) => $"{index}/{unitId}_{index}.tif";

    /// <summary>The colours of the raster for QGIS, which takes them when it opens the raster beside them.</summary>
    public static string Style(string unitId, string index) => Path.ChangeExtension(Raster(unitId, index), QgisStyle.Ending);

    /// <summary>Where the values of a composite come from.</summary>
    public static IReadOnlyList<string> OriginLayers { get; } = ["day", "count"];

    /// <param name="layer">One of <see cref="OriginLayers"/>.</param>
    public static string Origin(string unitId, string index, string layer) => $"{index}/{unitId}_{index}_{layer}.tif";
    public static string Thumbnail(string unitId, string index) => $"{index}/{unitId}_{index}.png";
    public static string Qa(string unitId) => $"{QaFolder}{unitId}_qa.tif";
    public static string Item(string unitId) => $"{ItemsFolder}{unitId}.json";

    /// <summary>Of units that were processed.</summary>
    public static string Contribution(string unitId) => $"{ContributionsFolder}{unitId}.json";
    public static string Record(string unitId) => $"records/{unitId}.json";

    /// <summary>Whether a file is a raster, its style or a thumbnail, and no document of the run.</summary>
    public static bool IsSceneOutput(string name) => RasterEndings.Any(ending => name.EndsWith(ending, StringComparison.Ordinal));

    public static IReadOnlyList<string> RasterEndings { get; } = [".tif", ".png", QgisStyle.Ending];

    /// <summary>Written when a worker starts the unit: without a record, its worker died while processing it or a neighbour.</summary>
    public static string Started(string unitId) => StartedFolder + unitId;

    public const string StartedFolder = "started/", ItemsFolder = "items/", QaFolder = "qa/",
        ContributionsFolder = "contributions/";

    /// <summary>From an item to the STAC collection of its run.</summary>
    public const string Collection = "../../products/collection.json";
}
