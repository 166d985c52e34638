using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Vegetation.Core.Requests;
using Vegetation.Core.Scenes;
using Vegetation.Core.Work;
using Vegetation.Functions.Planning;

namespace Vegetation.Functions;

/// <summary>The state before a search: what was asked, or, from the second call on, the run and where the search stands.</summary>
public sealed record SearchInput(JsonElement? Request, string? ExecutionName, DateTimeOffset? StartedAt, string? RunId, int? Cursor)
{
    /// <summary>Fields that count where the request does not name them: what this deployment was set to.</summary>
    public JsonElement? Defaults { get; init; }

    /// <summary>The request with the defaults filled in; anything that is no object stays as it is, to be refused.</summary>
    public JsonElement Asked()
    {
        var asked = Request ?? JsonSerializer.SerializeToElement(new JsonObject(), FunctionsJson.Default.JsonObject);
        if (asked.ValueKind != JsonValueKind.Object || Defaults is not { ValueKind: JsonValueKind.Object } defaults) return asked;
        try
        {
            var merged = JsonObject.Create(asked)!;
            foreach (var field in defaults.EnumerateObject().Where(f => !merged.ContainsKey(f.Name))) merged[field.Name] = JsonNode.Parse(field.Value.GetRawText());
            return JsonSerializer.SerializeToElement(merged, FunctionsJson.Default.JsonObject);
        }
        catch (ArgumentException e) // a field twice
        {
            throw new InvalidRequestException([new FieldError("request", e.Message, "each field once")]);
        }
    }
}

/// <param name="Scenes">Scenes found so far.</param>
/// <param name="Cursor">The next page; absent when the search is done.</param>
public sealed record SearchOutput(string RunId, int Scenes, int? Cursor);

/// <summary>The state before planning: after a search, or after the jobs of an attempt.</summary>
/// <param name="Seal">The SHA-256 of the choice, once it was made.</param>
public sealed record PlanInput(string RunId, int? Attempt, IReadOnlyList<JobResult>? Jobs, string? Seal = null);

/// <param name="Status"><c>succeeded</c> or <c>failed</c>.</param>
/// <param name="Begun">When the state machine asked for the job, <paramref name="Ended"/> when it saw that it was over.</param>
public sealed record JobResult(string Index, string Status, string? Error, int? Instances = null, DateTimeOffset? Begun = null, DateTimeOffset? Ended = null);

/// <param name="Attempt">How many attempts this execution has made, the one of these jobs counted in.</param>
/// <param name="Next"><c>run-jobs</c>, <c>aggregate</c> or <c>stop</c>.</param>
/// <param name="Seal">The SHA-256 of the choice: the next attempt refuses another.</param>
public sealed record PlanOutput(
    string RunId, int Attempt, string Next, IReadOnlyList<PlannedJob> Jobs, string InstanceType, PlanSummary Summary, string Seal)
{
    /// <summary>What the run would take. With a dry run only, as the next two.</summary>
    public Estimate? Estimate { get; init; }

    /// <summary>Where the plan is written down for people: s3://...</summary>
    public string? Plan { get; init; }

    /// <summary>The estimate in a sentence.</summary>
    public string? Message { get; init; }
}

/// <summary>One SageMaker Processing job: its manifest and over how many instances it is dealt.</summary>
public sealed record PlannedJob(string Index, string Name, string Manifest, int Instances);

/// <param name="Units">Work units of the run.</param>
/// <param name="Pending">Those that this attempt has to process.</param>
/// <param name="PassedOver">Scenes found and not taken.</param>
/// <param name="Unreadable">Items of the catalog that were no usable scene.</param>
public sealed record PlanSummary(int Units, int Pending, int Instances, int PassedOver, int Unreadable);

/// <param name="Cursor">The part to go on with; absent at the first call.</param>
/// <param name="Attempt">How many attempts the execution has made; absent where nobody counts them, and then no other follows.</param>
/// <param name="Seal">The plan's, handed on to a further attempt.</param>
public sealed record AggregateInput(string RunId, int? Cursor = null, int? Attempt = null, string? Seal = null);

/// <summary>How the run ended; or, while there is a cursor or a next step, only where the execution goes on.</summary>
public sealed record AggregateOutput(string RunId)
{
    /// <summary>The part with which the next call goes on.</summary>
    public int? Cursor { get; init; }

    /// <summary><c>build-manifests</c> where units have to be computed again and attempts are left; null otherwise.</summary>
    public string? Next { get; init; }

    /// <summary>As in the input, as long as the execution goes on; also the next.</summary>
    public int? Attempt { get; init; }
    public string? Seal { get; init; }

    /// <summary><c>published</c>, <c>not-promoted</c>, <c>no-scenes</c> or <c>incomplete</c>.</summary>
    public string? Outcome { get; init; }

    /// <summary>The share of work units that were processed (done, suspect or no-data), 0..1.</summary>
    public double Processed { get; init; }

    /// <summary>How much land there is, and how much of it was seen; absent while there is a cursor.</summary>
    public Aggregation.LandArea? Land { get; init; }

    public string? Message { get; init; }

    /// <summary>Where the report and the ledger lie: s3://...</summary>
    public string? Report { get; init; }
    public string? Ledger { get; init; }
    public int Units { get; init; }
    public int Done { get; init; }
    public int NoData { get; init; }
    public int Suspect { get; init; }
    public int Invalid { get; init; }
    public int Failed { get; init; }
}

/// <summary>One page of a search as it is kept.</summary>
/// <param name="LeftOut">Scenes that the catalog returned though they do not match: other dates, other areas, too cloudy, other collections.</param>
public sealed record SearchPage(
    int Page, string Catalog, IReadOnlyList<Scene> Scenes, IReadOnlyList<UnreadableItem> Unreadable, IReadOnlyList<PassedOver> LeftOut, PageLink? Next)
{
    /// <summary>How many items match the whole search, as the catalog counts them on this page; null where it does not say.</summary>
    public long? Matched { get; init; }

    /// <summary>Stands for the ids as the catalog returned them, in any order.</summary>
    public string? ItemsHash { get; init; }

    /// <summary>The catalogs that could not serve before this page: the search began anew with it. Null on all other pages.</summary>
    public IReadOnlyList<CatalogSwitch>? Switched { get; init; }
}

/// <summary>A catalog that could not serve any more.</summary>
/// <param name="Page">The page at which, from 1.</param>
public sealed record CatalogSwitch(string Catalog, int Page, string Reason);

/// <summary>What gets a page of a catalog: a request as it is sent. The one for a next page is the catalog's own, and opaque.</summary>
public sealed record PageLink(string Href, string Method, JsonObject? Body);

/// <summary>How the search went.</summary>
/// <param name="Catalog">The one that served.</param>
/// <param name="Switched">Those that could not, in their order, with the reasons.</param>
/// <param name="LeftOut">How many scenes the catalog returned that were not asked for, by reason.</param>
public sealed record SearchSummary(
    string Catalog, int Pages, IReadOnlyList<CatalogSwitch> Switched, IReadOnlyDictionary<string, int> LeftOut)
{
    /// <summary>The distinct items that the catalog gave, scenes or not.</summary>
    public int? Items { get; init; }

    /// <summary>How many there are by the catalog's last count, which may change from page to page. Null where it gives none.</summary>
    public long? Matched { get; init; }
}

/// <summary>What was chosen from what was found: the plan of a run, written once, after its work units.</summary>
public sealed record Plan(
    IReadOnlyList<PlannedUnit> Units, int Found, int CellsPerDegree, IReadOnlyList<PassedOver> PassedOver, IReadOnlyList<UnreadableItem> Unreadable)
{
    public SearchSummary? Search { get; init; }

    /// <summary>The land tiles that the area should have, by how they stand: taken, too cloudy, no acquisition ...</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Tiles { get; init; } = new Dictionary<string, IReadOnlyList<string>>();
}

/// <summary>A work unit of the plan.</summary>
/// <param name="DataShare">How much of its tile has data, 0..1, more where granules of one capture overlap: jobs are balanced by it.</param>
/// <param name="Sha256">Of the work unit's document, in lower-case hexadecimal.</param>
public sealed record PlannedUnit(string Id, double DataShare, string Sha256);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(JsonObject))]
[JsonSerializable(typeof(SearchInput))]
[JsonSerializable(typeof(SearchOutput))]
[JsonSerializable(typeof(PlanInput))]
[JsonSerializable(typeof(PlanOutput))]
[JsonSerializable(typeof(AggregateInput))]
[JsonSerializable(typeof(AggregateOutput))]
[JsonSerializable(typeof(SearchPage))]
[JsonSerializable(typeof(Plan))]
[JsonSerializable(typeof(Aggregation.Publishing.PublishedRun))]
[JsonSerializable(typeof(IReadOnlyList<Aggregation.LedgerRow>))]
[JsonSerializable(typeof(PlanDocument))]
[JsonSerializable(typeof(IReadOnlyList<JobResult>))]
[JsonSerializable(typeof(Hosting.FunctionError))]
[JsonSerializable(typeof(Aggregation.LedgerDocument))]
public sealed partial class FunctionsJson : JsonSerializerContext;
