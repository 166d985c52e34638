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
    /// <summary>
    /// What an account's quota allows by default; SageMaker refuses more as if instances were short (sagemaker-python-sdk, issue 4939).
    /// </summary>
    const int MostGb = 1024;

    /// <summary>Image, work units and unfinished files; and how much larger outputs may be than those that were measured.</summary>
    const double OtherGb = 10, Margin = 1.3;

    /// <param name="spilled">Of the unit of which it is most, as <see cref="UnitLoad.Spilled"/>.</param>
    /// <param name="leastGb">The deployment's volumeGb.</param>
    /// <returns>Of each instance.</returns>
    public static int GbOf(Request request, JobLoad job, long spilled, int leastGb)
    {
        // of a composite's acquisitions one raster is left
        var shares = Enumerable.Range(0, job.Instances).Max(instance => job.SharesOf(instance).Sum(share => Math.Min(1, share)));
        var sideBySide = UnitsInFlight.SideBySide(request.Resolution, MachineSize.Of(request.InstanceType).Threads);
        var bytes = (shares * RunCost.OutputBytesOf(request)) + (sideBySide * spilled);
        return Math.Max(leastGb, (int)Math.Ceiling(OtherGb + (Margin * bytes / 1e9)));
    }

    /// <param name="leastGb">The deployment's volumeGb: where it is more than the default quota, the account has more.</param>
    /// <exception cref="InvalidRequestException">No disk is as large.</exception>
    public static int Require(int gigabytes, int instances, int leastGb)
    {
        var most = Math.Max(MostGb, leastGb);
        return gigabytes <= most ? gigabytes : throw new InvalidRequestException([new FieldError(
            "instancesPerJob", $"{instances}, each of which would keep {gigabytes} GB of outputs on its disk",
            $"at most {most} GB: take more jobs or instances, or a coarser resolution; or raise the quota \"Size of EBS volume for a "
            + "processing job instance\" and set volumeGb to it")]);
    }
}
