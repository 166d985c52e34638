namespace Vegetation.Functions.Catalogs.Stac;

/// <summary>
/// How fast one server is asked, whoever asks it: a pause that it asks for holds all requests, and from then on one at a time is in
/// flight, since a server that bears no more would refuse some of them until their time is up.
/// </summary>
/// <param name="most">How many requests are in flight until then.</param>
sealed class RequestPace(int most, TimeProvider time)
{
    readonly SemaphoreSlim permits = new(most);
    readonly Lock changes = new();
    int allowed = most, existing = most;
    DateTimeOffset heldUntil;

    /// <summary>Waits for a turn, which ends with <see cref="Leave"/>.</summary>
    /// <param name="random">A pause of its own after that of all, so that they do not come back in the same moment.</param>
    public async Task Enter(Func<TimeSpan> random, CancellationToken cancellationToken)
    {
        await permits.WaitAsync(cancellationToken);
        try
        {
            while (HeldUntil - time.GetUtcNow() is var left && left > TimeSpan.Zero)
                await Task.Delay(left + random(), time, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            Leave(TimeSpan.Zero);
            throw;
        }
    }

    /// <param name="asked">The pause that the server asked for; zero for none.</param>
    public void Leave(TimeSpan asked)
    {
        lock (changes)
        {
            if (asked > TimeSpan.Zero)
            {
                var until = time.GetUtcNow() + asked;
                (heldUntil, allowed) = (until > heldUntil ? until : heldUntil, 1);
            }
            if (existing > allowed) existing--;
            else permits.Release();
        }
    }

    DateTimeOffset HeldUntil
    {
        get
        {
            lock (changes) return heldUntil;
        }
    }
}
