using Vegetation.Core.Requests;
using Vegetation.Core.Work;
using Vegetation.Functions.Forecasting;
using Vegetation.Products.Costs;

namespace Vegetation.Functions.Planning;

/// <summary>
/// The disk of a job's instances: each keeps what its units wrote until the job ends, whatever is uploaded meanwhile, and of medians the
/// values of those that are computed side by side.
/// </summary>
internal static class JobDisk
{
    /// <summary>The most that SageMaker gives an instance.</summary>
    public const int MostGb = 16_384;

    /// <summary>Image, work units and unfinished files; and how much larger outputs may be than those that were measured.</summary>
    const double OtherGb = 10, Margin = 1.3;

    /// <param name="units">In the order of the manifest.</param>
    /// <param name="leastGb">The deployment's volumeGb.</param>
    /// <exception cref="InvalidRequestException">No disk is large enough.</exception>
    public static int GbOf(Request request, IReadOnlyList<PlannedUnit> units, int instances, int leastGb)
    {
        var outputs = new JobLoad(instances, [.. units.Select(unit => Math.Min(1, unit.DataShare))]);
        var largest = Enumerable.Range(0, instances).Max(instance => outputs.SharesOf(instance).Sum()) * RunCost.OutputBytesOf(request);
        var sideBySide = UnitsInFlight.SideBySide(request.Resolution, MachineSize.Of(request.InstanceType).Threads);
        var spilled = sideBySide * units.Max(unit => unit.Spilled ?? 0);
        var needed = (int)Math.Ceiling(OtherGb + (Margin * (largest + spilled) / 1e9));
        return needed <= MostGb ? Math.Max(leastGb, needed) : throw new InvalidRequestException([new FieldError(
            "instancesPerJob", $"{instances}, each of which would keep {needed} GB of outputs on its disk", $"at most {MostGb} GB: "
                + "take more jobs or instances, or a coarser resolution")]);
    }
}
