using Vegetation.Core.Work;

namespace Vegetation.Worker;

/// <summary>
/// How many units are in flight at a time: as many as memory and cores allow. Whatever the estimates say, one is computed and one more is
/// fetched. The output does not depend on it.
/// </summary>
/// <param name="Bytes">Memory for all of them.</param>
/// <param name="Threads">For all that are computed.</param>
/// <param name="Ahead">The most that are being fetched, or are ready, for each that is computed.</param>
internal sealed record Capacity(long Bytes, int Threads, int Ahead)
{
    /// <summary>Whether a unit may be begun.</summary>
    /// <param name="begun">Those that are being fetched, or are ready.</param>
    /// <param name="computed">Those that are being computed.</param>
    public bool Admits(UnitLoad next, IReadOnlyCollection<UnitLoad> begun, IReadOnlyCollection<UnitLoad> computed)
    {
        if (begun.Count == 0) return true;
        var sideBySide = SideBySide(next);
        var keptFree = Math.Max(0, sideBySide - computed.Count) * next.Computing; // or files alone would fill the memory
        return begun.Count < Ahead * sideBySide && Taken(begun, computed) + next.Fetched + keptFree <= Bytes;
    }

    /// <summary>How many threads compute a unit that is ready; 0 if it has to wait.</summary>
    /// <param name="busy">Threads that compute others.</param>
    /// <param name="isLast">There is no other that could use the threads that it leaves.</param>
    public int ThreadsFor(
        UnitLoad next, IReadOnlyCollection<UnitLoad> begun, IReadOnlyCollection<UnitLoad> computed, int busy, bool isLast)
    {
        var (free, share) = (Threads - busy, Threads / SideBySide(next));
        if (free < share || (computed.Count > 0 && Taken(begun, computed) + next.Computing > Bytes)) return 0;
        return isLast ? free : share;
    }

    int SideBySide(UnitLoad unit) =>
        (int)Math.Clamp(Bytes / Math.Max(1, unit.Whole), 1, UnitsInFlight.SideBySide(unit.Metres, Threads));

    static long Taken(IEnumerable<UnitLoad> begun, IEnumerable<UnitLoad> computed) =>
        begun.Sum(unit => unit.Fetched) + computed.Sum(unit => unit.Whole);
}
