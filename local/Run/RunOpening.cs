using System.Globalization;
using Vegetation.Core.Geography;
using Vegetation.Core.Requests;

namespace Vegetation.Local.Run;

/// <summary>The first lines of a run: what is easily overlooked in a request is said before anything is done.</summary>
static class RunOpening
{
    /// <param name="resumed">Whether the bucket has objects of this run already.</param>
    public static IEnumerable<string> Lines(Request request, string name, bool resumed)
    {
        yield return resumed
            ? $"Vegetation of {request.Window}: resuming run {name}; --fresh starts a new one"
            : $"Vegetation of {request.Window}: run {name}";
        if (request.Area == Area.Default)
            yield return "No area was given: the run covers nearly all land on Earth. --area narrows it, --dry-run estimates it first.";
        var (west, _, east, _) = request.Area.Box;
        if (east > 180)
            yield return string.Create(CultureInfo.InvariantCulture,
                $"The area crosses the antimeridian: from longitude {west} east to {east - 360}, {east - west} degrees wide.")
                + (east - west > 180
                    ? string.Create(CultureInfo.InvariantCulture, $" If {east - 360} to {west} was meant, swap west and east.") : "");
    }
}
