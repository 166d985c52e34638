namespace Vegetation.Core.Work;

/// <summary>
/// The metrics of CloudWatch that the workers' log lines carry, a line for each scene, and that the dashboard shows. Names are those of the
/// lines' fields.
/// </summary>
public static class SceneMetrics
{
    public const string Namespace = "Vegetation";

    /// <summary>
    /// 1 for each scene, by <see cref="Status"/>; all other metrics have no dimension. A run or a unit as dimension would make, and bill, a
    /// metric for each.
    /// </summary>
    public const string Scenes = "scenes";
    public const string Status = "status";

    public const string FetchSeconds = "fetchSeconds", ComputeSeconds = "computeSeconds", WriteSeconds = "writeSeconds";
    public const string BytesRead = "bytesRead", MegapixelsPerSecond = "megapixelsPerSecond";
}
