namespace Vegetation.Tests.Infra;

internal sealed class TemporaryFile : IDisposable
{
    public string Path { get; } = System.IO.Path.GetTempFileName();

    public TemporaryFile(string content) => File.WriteAllText(Path, content);

    public void Dispose() => File.Delete(Path);
}
