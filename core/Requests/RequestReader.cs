using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Vegetation.Core.Composites;
using Vegetation.Core.Geography;
using Vegetation.Core.Indices;
using Vegetation.Core.Masking;
using Vegetation.Core.Sensors;

namespace Vegetation.Core.Requests;

/// <summary>A request, or everything that is wrong with it.</summary>
public sealed record RequestResult(Request? Request, IReadOnlyList<FieldError> Errors)
{
    public Request OrThrow() => Request ?? throw new InvalidRequestException(Errors);
}

/// <summary>Parses a request typed by a person: fills in defaults, refuses unknown fields, reports all errors at once.</summary>
public static partial class RequestReader
{
    static readonly string[] Known =
    [
        "area", "from", "to", "maxCloudCover", "catalogs", "selection", "indices", "resolution", "composite", "mask", "output", "zones",
        "deadlineMinutes", "jobs", "instancesPerJob", "instanceType", "instanceHourUsd", "maxCostUsd", "maxScenes", "dryRun",
        "minimumProcessed", "minimumObservedOfPrevious", "baseline", "scheduledAt",
    ];

    /// <param name="startedAt">When the execution started: the default week is the last full one before it.</param>
    public static RequestResult Read(JsonElement json, DateTimeOffset startedAt)
    {
        if (json.ValueKind != JsonValueKind.Object)
            return new(null, [new FieldError("request", Quote.Shortly(json), "a JSON object, {} for all defaults")]);
        var errors = new List<FieldError>();
        try
        {
            var fields = new FieldReader(json, errors);
            fields.RefuseUnknown(Known);
            var request = ReadFields(fields, startedAt, errors);
            return errors.Count == 0 ? new(request, []) : new(null, errors);
        }
        catch (InvalidOperationException) // half a surrogate pair
        {
            return new(null, [new FieldError("request", "a text with half a surrogate pair", "JSON in UTF-8")]);
        }
    }

    static Request ReadFields(FieldReader fields, DateTimeOffset startedAt, List<FieldError> errors)
    {
        var indices = ReadIndices(fields, errors);
        var composite = fields.Choice("composite", CompositeRule.None);
        var scheduledAt = fields.Date("scheduledAt");
        return new Request
        {
            Area = fields.Find("area") is { } area ? AreaReader.Read(area, errors) ?? Area.Default : Area.Default,
            Window = ReadWindow(fields, scheduledAt ?? startedAt, errors),
            MaxCloudCover = fields.Number("maxCloudCover", MaxCloudCoverOf(composite), 0, 100),
            Catalogs = ReadCatalogs(fields, errors),
            Selection = ReadSelection(fields, composite, errors),
            Composite = composite,
            Mask = ReadMask(fields, errors),
            Indices = indices,
            Resolution = ReadResolution(fields, indices),
            Output = ReadOutput(fields),
            Zones = ZonesReader.Read(fields, errors),
            DeadlineMinutes = ReadDeadline(fields, errors),
            Jobs = fields.Integer("jobs", 1, 100) ?? 25,
            InstancesPerJob = fields.Integer("instancesPerJob", 1, 100) ?? 20,
            InstanceType = fields.Text("instanceType", "ml.m5.xlarge", t => InstanceTypePattern().IsMatch(t),
                "a SageMaker instance type such as ml.m5.xlarge"),
            InstanceHourUsd = fields.Find("instanceHourUsd") is null ? null : fields.Number("instanceHourUsd", 0, 0, 1000),
            MaxCostUsd = fields.Find("maxCostUsd") is null ? null : fields.Number("maxCostUsd", 0, 0, 1_000_000),
            MaxScenes = fields.Integer("maxScenes", 1, 1_000_000),
            DryRun = fields.Flag("dryRun"),
            MinimumProcessed = fields.Number("minimumProcessed", 0.95, 0, 1),
            MinimumObservedOfPrevious = fields.Number("minimumObservedOfPrevious", 0.5, 0, 1),
            Baseline = BaselineReader.Read(fields, indices, errors),
            ScheduledAt = scheduledAt,
        };
    }

    /// <summary>Of a request that names none.</summary>
    internal static double MaxCloudCoverOf(CompositeRule composite) => composite == CompositeRule.None ? 10 : 100;

    static Window ReadWindow(FieldReader fields, DateTimeOffset startedAt, List<FieldError> errors)
    {
        var week = Window.LastFullWeekBefore(startedAt);
        var (from, to) = (fields.Date("from"), fields.Date("to")) switch
        {
            ({ } f, { } t) => (f, t),
            ({ } f, null) => (f, f.AddDays(7)),
            (null, { } t) => (t.AddDays(-7), t),
            _ => (week.From, week.To),
        };
        if (from < to && to - from <= TimeSpan.FromDays(366)) return new Window(from, to);
        errors.Add(new FieldError("to", string.Create(CultureInfo.InvariantCulture, $"from {from:yyyy-MM-dd} to {to:yyyy-MM-dd}"),
            "'to' after 'from' and at most 366 days later (the moment 'to' itself is not included)"));
        return week;
    }

    static int? ReadDeadline(FieldReader fields, List<FieldError> errors)
    {
        var deadline = fields.Integer("deadlineMinutes", 1, 6 * 24 * 60);
        if (deadline is not null && (fields.Find("jobs") ?? fields.Find("instancesPerJob")) is not null)
            errors.Add(new FieldError("deadlineMinutes", string.Create(CultureInfo.InvariantCulture, $"{deadline} beside a number of jobs"),
                "either deadlineMinutes, from which the planner takes jobs and instancesPerJob, or these two"));
        return deadline;
    }

    static IReadOnlyList<string> ReadCatalogs(FieldReader fields, List<FieldError> errors)
    {
        var catalogs = fields.Texts("catalogs", CatalogName.Default);
        foreach (var catalog in catalogs.Where(c => !CatalogName.IsValid(c)))
            errors.Add(new FieldError("catalogs", Quote.Shortly(catalog), CatalogName.Allowed));
        if (catalogs.Select(CatalogName.IsGenerated).Distinct().Count() > 1)
            errors.Add(new FieldError("catalogs", "a catalog of generated scenes beside others", "catalogs of one kind"));
        return catalogs;
    }

    /// <summary>A composite is made of all acquisitions.</summary>
    static SelectionRule ReadSelection(FieldReader fields, CompositeRule composite, List<FieldError> errors)
    {
        var isComposite = composite != CompositeRule.None;
        var selection = fields.Choice("selection", isComposite ? SelectionRule.All : SelectionRule.Clearest);
        if (isComposite && selection != SelectionRule.All)
            errors.Add(new FieldError(
                "selection", Quote.Shortly(fields.Find("selection")!.Value), "\"all\" or nothing beside a composite"));
        return selection;
    }

    static IReadOnlyList<SpectralIndex> ReadIndices(FieldReader fields, List<FieldError> errors)
    {
        var names = fields.Texts("indices", [SpectralIndex.Ndvi.Name], SpectralIndex.All.Count);
        foreach (var name in names.Where(name => SpectralIndex.Find(name) is null))
            errors.Add(new FieldError("indices", Quote.Shortly(name), string.Join(", ", SpectralIndex.All.Select(index => index.Name))));
        foreach (var twice in names.GroupBy(name => name).Where(group => group.Count() > 1))
            errors.Add(new FieldError("indices", $"{Quote.Shortly(twice.Key)} {twice.Count()} times", "each index once"));
        return [.. names.Select(SpectralIndex.Find).OfType<SpectralIndex>()];
    }

    /// <summary>No finer than the bands: of those of 20 m no pixels of 10 m are made up.</summary>
    static int ReadResolution(FieldReader fields, IReadOnlyList<SpectralIndex> indices)
    {
        var finest = SpectralIndex.BandsOf(indices).Select(role => Sensor.Sentinel2[role].Metres).DefaultIfEmpty(10).Min();
        List<int> possible = [.. Resolution.Metres.Where(metres => metres >= finest)];
        return fields.Find("resolution") is null ? possible[0] : fields.OneOf("resolution", possible, finest > 10
            ? $", since the bands of {string.Join(", ", indices.Select(index => index.Name))} have {finest} m" : "");
    }

    static MaskRule ReadMask(FieldReader fields, List<FieldError> errors)
    {
        if (fields.Within("mask", ["classes", "dilationPixels", "cloudProbability", "scl"]) is not { } mask) return MaskRule.Default;
        mask.Text("scl", "nearest", scl => scl == "nearest",
            "\"nearest\", since classes are never interpolated (the AWS post's linear sampling is in bench/Scenes only)");
        var rule = new MaskRule(
            mask.Integers("classes", 0, ClassTable.Scl.LastCode) ?? MaskRule.Default.Classes,
            mask.Integer("dilationPixels", 0, MaskRule.MaxDilationPixels) ?? MaskRule.Default.DilationPixels,
            mask.Integer("cloudProbability", 1, 100));
        if (rule.CloudProbability is not null && !rule.Classes.Contains(MaskRule.CloudCode))
            errors.Add(new FieldError(
                "mask.classes", $"[{string.Join(", ", rule.Classes)}]", $"{MaskRule.CloudCode} among them beside cloudProbability"));
        return rule;
    }

    static OutputFormat ReadOutput(FieldReader fields)
    {
        if (fields.Within("output", ["compression", "dataType", "qa", "clip", "grid"]) is not { } output) return OutputFormat.Default;
        output.Text("grid", "native", grid => grid == "native", "\"native\" (gdalwarp makes other grids, see docs/users.md)");
        return new OutputFormat(
            output.Choice("compression", OutputFormat.Default.Compression), output.Choice("dataType", OutputFormat.Default.DataType),
            output.Flag("qa", OutputFormat.Default.Qa), output.Flag("clip", OutputFormat.Default.Clip));
    }

    [GeneratedRegex(@"^ml\.[a-z0-9-]{1,20}\.[a-z0-9]{1,15}\z", RegexOptions.CultureInvariant)]
    private static partial Regex InstanceTypePattern();
}
