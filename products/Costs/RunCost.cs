using Vegetation.Core.Indices;
using Vegetation.Core.Requests;

namespace Vegetation.Products.Costs;

/// <summary>What a run costs once, term by term, and what its scene outputs cost as long as they are kept.</summary>
/// <param name="Usd">The sum of the terms; null where the price of the instances is not known.</param>
/// <param name="OutputBytes">Of the scene outputs.</param>
/// <param name="UsdAMonth">For keeping them in S3 Standard, as in their first month whatever the deployment's sceneOutputs.</param>
public sealed record RunCost(IReadOnlyList<CostTerm> Terms, double? Usd, long OutputBytes, double UsdAMonth)
{
    /// <summary>An index in int16 and the QA layer of a whole tile at 10 m, measured over land; float32 takes twice the space.</summary>
    const double BytesOfAnIndex = 187e6, BytesOfQa = 5e6;

    const double HoursOfAMonth = 730;

    /// <summary>Infra's default of volumeGb.</summary>
    internal const double UsualDiskGb = 30;

    /// <summary>SageMaker uploads large files in parts, each a request; ours, since their size is not documented.</summary>
    const double BytesOfAPart = 8e6;

    const double Gigabyte = 1e9;

    /// <param name="shares">Of each work unit how much of its tile has data.</param>
    /// <param name="instanceHours">Starting up included.</param>
    /// <param name="diskGb">Of the volume that is asked for with each instance.</param>
    public static RunCost Of(
        Request request, IReadOnlyCollection<double> shares, int jobs, double instanceHours, double diskGb = UsualDiskGb)
    {
        var bytes = shares.Sum() * OutputBytesOf(request);
        var price = request.InstanceHourUsd ?? InstancePrices.Of(request.InstanceType);
        IReadOnlyList<CostTerm> terms =
        [
            new(Tariff.Instances.Term, Math.Round(instanceHours, 2), $"instance hour of {request.InstanceType}",
                Math.Round(instanceHours * (price ?? 0), 4)),
            CostTerm.Of(Tariff.Disks, DiskMonths(request, instanceHours, diskGb)),
            CostTerm.Of(Tariff.Functions, FunctionSeconds(shares.Count)),
            CostTerm.Of(Tariff.Writes, shares.Count * WritesOfAUnit(request.Indices.Count) + bytes / BytesOfAPart),
            CostTerm.Of(Tariff.Reads, shares.Count * ReadsOfAUnit),
            CostTerm.Of(Tariff.Transitions, 30 + (6 * jobs)), // searching and planning in some calls; a job's states, some tried again
            CostTerm.Of(Tariff.Logs, (1e6 + (4e3 * shares.Count)) / Gigabyte), // a worker's line, S3's and the functions' of each unit
        ];
        return new(
            terms, price is null ? null : Math.Round(terms.Sum(term => term.Usd), 2), (long)bytes,
            Math.Round(bytes / Gigabyte * Tariff.Standard.Usd, 2));
    }

    internal static double UsdOfDisks(Request request, double instanceHours, double diskGb) =>
        DiskMonths(request, instanceHours, diskGb) * Tariff.Disks.Usd;

    static double DiskMonths(Request request, double instanceHours, double diskGb) =>
        LocalDisks.Are(request.InstanceType) ? 0 : instanceHours * diskGb / HoursOfAMonth;

    /// <summary>Bytes of the scene outputs of a whole tile.</summary>
    public static double OutputBytesOf(Request request)
    {
        var indices = BytesOfAnIndex * request.Indices.Count * (request.Output.DataType == OutputDataType.Float32 ? 2 : 1);
        return (indices + (request.Output.Qa ? BytesOfQa : 0)) * 100 / (request.Resolution * request.Resolution);
    }

    /// <summary>
    /// Memory times seconds, rather too many: search 1 GB, planning 2 GB in several calls, aggregation 3 GB, from runs of a world on two
    /// cores (bench/run search, aggregate).
    /// </summary>
    static double FunctionSeconds(int units) => 260 + (0.45 * units);

    /// <summary>
    /// Work unit, start, item, QA layer, contribution and record; raster, style and, rather too many, thumbnail of each index. Tags, where
    /// a deployment deletes scene outputs, are not counted.
    /// </summary>
    static double WritesOfAUnit(int indices) => 6 + (3 * indices);

    /// <summary>Downloaded by the job; its record after the jobs; record and contribution by the aggregation.</summary>
    const double ReadsOfAUnit = 4;
}
