namespace Vegetation.Raster;

/// <summary>
/// The one error of this room. <see cref="Path"/> is the file (or library) worked on, <see cref="Operation"/> the verb
/// ("open", "read", "write", "project", "start") and <see cref="Detail"/> what the library said.
/// </summary>
public sealed class RasterException(string operation, string path, string detail)
    : Exception($"cannot {operation} {path}: {detail}")
{
    public string Operation { get; } = operation;
    public string Path { get; } = path;
    public string Detail { get; } = detail;
}
