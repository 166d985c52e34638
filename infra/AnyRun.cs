using Vegetation.Core.Work;
using Vegetation.Core.Zones;

namespace Vegetation.Infra;

/// <summary>The keys of every run at once, as patterns for policies.</summary>
internal static class AnyRun
{
    static readonly RunId Run = new("any-run");

    /// <summary>What every run's keys begin with.</summary>
    public static readonly string Prefix = new RunKeys(Run).Root[..^$"{Run}/".Length];

    public static readonly string Everything = Below(keys => keys.Root);
    public static readonly string Request = Pattern(keys => keys.Request);
    public static readonly string SearchPages = Below(keys => keys.SearchPages);
    public static readonly string Plan = Pattern(keys => keys.Plan);
    public static readonly string ZoneList = Pattern(keys => keys.Zones);

    /// <summary>Of no run: what people upload, and what requests hold themselves.</summary>
    public static readonly string ZoneSources = $"{ZoneSource.Folder}*";
    public static readonly string Units = Below(keys => keys.Units);
    public static readonly string Attempts = Below(keys => keys.Attempts);
    public static readonly string Manifests = Below(keys => $"{keys.Attempts}*/manifest");
    public static readonly string Output = Below(keys => keys.Output);
    public static readonly string[] Rasters = [.. OutputNames.RasterEndings.Select(ending => Output + ending)];
    public static readonly string Items = Below(keys => keys.Items);
    public static readonly string Records = Below(keys => keys.Records);
    public static readonly string Batches = Below(keys => keys.Batches);
    public static readonly string DryRunPlan = Pattern(keys => keys.DryRunPlan);
    public static readonly string Products = Below(keys => keys.Products);

    static string Below(Func<RunKeys, string> prefix) => Pattern(prefix) + "*";

    static string Pattern(Func<RunKeys, string> key) => key(new RunKeys(Run)).Replace(Run.ToString(), "*", StringComparison.Ordinal);
}
