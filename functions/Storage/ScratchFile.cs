namespace Vegetation.Functions.Storage;

/// <summary>A file of this machine that is gone when it is disposed.</summary>
sealed class ScratchFile : IDisposable
{
    public string Path { get; } = System.IO.Path.GetTempFileName();

    public void Dispose() => File.Delete(Path);
}
