using Vegetation.Core.Sensors;

namespace Vegetation.Core.Work;

/// <summary>How many work units one worker has begun at a time; planning counts on it where a worker died.</summary>
public static class UnitsInFlight
{
    /// <summary>Units that are being fetched, or are ready, for each that is computed.</summary>
    public const int AheadOfEach = 3;

    /// <summary>
    /// Units that are computed side by side: one at full resolution, which keeps all threads busy, four where pixels are twice as large,
    /// and so on up to one for each thread. What only one thread can do of a unit (its hash, its documents) then holds up no other.
    /// </summary>
    public static int SideBySide(int metres, int threads) =>
        Math.Clamp(metres / Resolution.Metres[0] * (metres / Resolution.Metres[0]), 1, threads);

    /// <summary>The most that are begun at any resolution.</summary>
    public static int Most(int threads) => SideBySide(Resolution.Metres[^1], threads) * (1 + AheadOfEach);
}
