namespace Vegetation.Functions.Catalogs.Stac;

/// <summary>
/// The one array for answers that are large: whoever has it is the only one to hold and parse such an answer, and nothing is left to be
/// collected afterwards.
/// </summary>
sealed class LargeBuffer(int bytes)
{
    readonly SemaphoreSlim turn = new(1);
    byte[]? buffer;

    public async Task<byte[]> Rent(CancellationToken cancellationToken)
    {
        await turn.WaitAsync(cancellationToken);
        return buffer ??= new byte[bytes];
    }

    public void Return() => turn.Release();
}
