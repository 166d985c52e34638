using System.Globalization;
using Vegetation.Core.Requests;
using Vegetation.Products.Ledger;

namespace Vegetation.Functions.Planning;

/// <summary>The jobs of a run would cost more than its request allows (maxCostUsd), so none is started.</summary>
internal sealed class CostCeilingException(string message) : Exception(message);

/// <summary>The request's maxCostUsd, against what earlier attempts took and what the next one would take.</summary>
internal static class CostCeiling
{
    /// <param name="spent">The jobs of this run so far.</param>
    /// <returns>Why the jobs may not start; null where they may.</returns>
    /// <exception cref="InvalidRequestException">The price of the type is not known, so nothing can be said.</exception>
    public static string? Exceeded(Request request, JobCost spent, Estimate estimate)
    {
        if (request.MaxCostUsd is not { } most) return null;
        if (estimate.Cost is not { } next || spent.Usd is not { } before)
            throw new InvalidRequestException([new FieldError(
                "instanceHourUsd", "nothing", $"the price of an hour of {request.InstanceType}, which is in no table, beside maxCostUsd")]);
        return before + next <= most ? null : string.Create(CultureInfo.InvariantCulture,
            $"the jobs would cost about {next:N2} USD, after {before:N2} USD so far; maxCostUsd is {most}. "
            + $"Raise it, or ask for less: a smaller area, a coarser resolution, maxScenes.");
    }
}
