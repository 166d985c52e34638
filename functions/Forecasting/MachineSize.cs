using System.Globalization;

namespace Vegetation.Functions.Forecasting;

/// <summary>An instance as a forecast sees it.</summary>
/// <param name="Threads">vCPUs, two to a core.</param>
/// <param name="BytesPerSecond">What its network carries for as long as it must, not in bursts.</param>
internal sealed record MachineSize(int Threads, double BytesPerSecond)
{
    /// <summary>GB of memory for each vCPU, by family; burstable ones have other ratios. From general knowledge, not verified.</summary>
    static readonly Dictionary<string, int> MemoryOfAThread = new(StringComparer.Ordinal)
    {
        ["c5"] = 2, ["c6i"] = 2, ["c7i"] = 2, ["m5"] = 4, ["m6i"] = 4, ["m7i"] = 4, ["r5"] = 8, ["r6i"] = 8, ["r7i"] = 8,
    };

    /// <summary>Null of families that are not known: nothing is refused there.</summary>
    public long? MemoryBytes { get; private init; }

    const string ExtraLarge = "xlarge", Burstable = "ml.t";

    /// <summary>
    /// Bits a second and vCPU: of m5 and c5 as EC2's baselines are quoted (1.25 Gbit/s of an xlarge), of t3 (0.256 Gbit/s of a medium).
    /// From general knowledge, not verified.
    /// </summary>
    const double BitsOfAThread = 1.25e9 / 4, BitsOfABurstableThread = 0.256e9 / 2;

    /// <summary>By the name's last part: large has two vCPUs, xlarge four, 2xlarge eight; any other is taken for two.</summary>
    public static MachineSize Of(string instanceType)
    {
        var size = instanceType[(instanceType.LastIndexOf('.') + 1)..];
        var threads = size == ExtraLarge ? 4
            : size.EndsWith(ExtraLarge, StringComparison.Ordinal)
                && int.TryParse(size[..^ExtraLarge.Length], NumberStyles.None, CultureInfo.InvariantCulture, out var times)
                && times is >= 1 and <= 100 ? 4 * times
            : 2;
        var bits = instanceType.StartsWith(Burstable, StringComparison.Ordinal) ? BitsOfABurstableThread : BitsOfAThread;
        var known = MemoryOfAThread.TryGetValue(instanceType.Split('.') is [_, var family, _] ? family : "", out var gigabytes);
        return new(threads, threads * bits / 8) { MemoryBytes = known ? (long)threads * gigabytes << 30 : null };
    }
}
