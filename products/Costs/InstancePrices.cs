namespace Vegetation.Products.Costs;

/// <summary>
/// What an instance costs an hour, in USD: SageMaker's on-demand prices as public repositories quote them, collected in November 2026. They
/// do not all agree or date themselves; AWS's own list was not available: check it before a budget depends on it. A request overrides them
/// with <c>instanceHourUsd</c>, and so does a deployment (-c instanceHourUsd=0.25).
/// </summary>
public static class InstancePrices
{
    static readonly Dictionary<string, double> UsdPerHour = new(StringComparer.Ordinal)
    {
        ["ml.t3.medium"] = 0.05,
        ["ml.t3.large"] = 0.1,
        ["ml.t3.xlarge"] = 0.2,
        ["ml.m5.large"] = 0.115,
        ["ml.m5.xlarge"] = 0.23,
        ["ml.m5.2xlarge"] = 0.461,
        ["ml.m5.4xlarge"] = 0.922,
        ["ml.c5.large"] = 0.102,
        ["ml.c5.xlarge"] = 0.204,
        ["ml.c5.2xlarge"] = 0.408,
        ["ml.c5.4xlarge"] = 0.816,
    };

    /// <returns>Null for a type that is not in the table.</returns>
    public static double? Of(string instanceType) => UsdPerHour.TryGetValue(instanceType, out var price) ? price : null;
}
