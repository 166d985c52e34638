namespace Vegetation.Products.Costs;

/// <summary>What AWS asks for one unit of something in us-west-2, and where that is from. AWS's own lists were not available.</summary>
/// <param name="Usd">For one <paramref name="Unit"/>.</param>
internal sealed record Tariff(string Term, string Unit, double Usd, string Source)
{
    const string PricePage = "price page, as public pages quote it (November 2026)",
        Unverified = "price page, from general knowledge, not verified";

    public static readonly Tariff Instances = new(
        "instances", "instance hour of ml.m5.xlarge", InstancePrices.Of("ml.m5.xlarge")!.Value,
        "SageMaker's price as public repositories quote it (November 2026); the request's `instanceHourUsd` replaces it");
    public static readonly Tariff Disks = new("disks", "GB-month", 0.14, $"SageMaker's ML storage, {Unverified}");
    public static readonly Tariff Functions = new("functions", "GB-second", 0.0000166667, $"Lambda's {PricePage}, x86");
    public static readonly Tariff Writes = new("writes", "request (PUT, LIST)", 0.000005, $"S3's {Unverified}");
    public static readonly Tariff Reads = new("reads", "request (GET, HEAD)", 0.0000004, $"S3's {Unverified}");
    public static readonly Tariff Transitions = new("transitions", "state transition", 0.000025, $"Step Functions' {PricePage}");
    public static readonly Tariff Logs = new("logs", "GB", 0.5, $"CloudWatch Logs' {Unverified}");

    public static readonly Tariff Standard = new("S3 Standard", "GB-month", 0.023, $"S3's {PricePage}, the first 50 TB");
    public static readonly Tariff Infrequent =
        new("S3 Intelligent-Tiering, from 30 days on", "GB-month", 0.0125, $"S3's {Unverified}");
    public static readonly Tariff Archived = new("S3 Intelligent-Tiering, from 90 days on", "GB-month", 0.004, $"S3's {Unverified}");
    public static readonly Tariff Monitoring = new("S3 Intelligent-Tiering, monitoring", "object-month", 0.0000025, $"S3's {PricePage}");
    public static readonly Tariff Moving = new("S3 Intelligent-Tiering, moving in", "object", 0.00001, $"S3's {Unverified}");

    public static IReadOnlyList<Tariff> All { get; } =
        [Instances, Disks, Functions, Writes, Reads, Transitions, Logs, Standard, Infrequent, Archived, Monitoring, Moving];
}
