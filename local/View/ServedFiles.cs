using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Primitives;

namespace Vegetation.Local.View;

/// <summary>
/// The files of a folder, by their real paths: a link to another file of the folder is that file, with its length; one that leads out of
/// the folder is not there.
/// </summary>
internal sealed class ServedFiles : IFileProvider
{
    const int MostLinks = 40; // as the kernel follows

    readonly string folder;
    readonly PhysicalFileProvider files;

    public ServedFiles(string path)
    {
        folder = RealPath(Path.GetFullPath(path));
        files = new PhysicalFileProvider(folder);
    }

    public IFileInfo GetFileInfo(string subpath)
    {
        var file = files.GetFileInfo(subpath);
        if (file is not { Exists: true, PhysicalPath: { } path }) return file;
        var real = RealPath(path);
        return real.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal)
            ? files.GetFileInfo(Path.GetRelativePath(folder, real)) : new NotFoundFileInfo(subpath);
    }

    public IDirectoryContents GetDirectoryContents(string subpath) => NotFoundDirectoryContents.Singleton; // nobody lists folders

    public IChangeToken Watch(string filter) => NullChangeToken.Singleton;

    /// <summary>Without links, of files and folders; the root of the disk for links that lead to each other.</summary>
    static string RealPath(string path)
    {
        var left = MostLinks;
        return Resolve(path, ref left);
    }

    static string Resolve(string path, ref int left)
    {
        if (Path.GetDirectoryName(path) is not { } parent) return path;
        var real = Path.Combine(Resolve(parent, ref left), Path.GetFileName(path));
        if (new FileInfo(real).LinkTarget is not { } target) return real;
        return left-- > 0 ? Resolve(Path.GetFullPath(target, Path.GetDirectoryName(real)!), ref left) : Path.GetPathRoot(path)!;
    }
}
