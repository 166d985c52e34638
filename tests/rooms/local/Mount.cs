using Vegetation.Tests.Raster;

namespace Vegetation.Tests.Local;

/// <summary>A file system in memory over a folder, for as long as a test needs a disk that is small or may not be written.</summary>
sealed class Mount : IDisposable
{
    readonly string folder;

    public Mount(string folder, string options)
    {
        this.folder = folder;
        Tool.Run("mount", "-t", "tmpfs", "-o", options, "tmpfs", folder);
    }

    public void Resize(string size) => Tool.Run("mount", "-o", $"remount,size={size}", folder);

    public void Dispose() => Tool.Run("umount", "-l", folder);
}

/// <summary>A test that needs to mount; skipped where that is for root only, or not even for root.</summary>
sealed class MountFactAttribute : FactAttribute
{
    static readonly Lazy<bool> CanMount = new(() =>
    {
        var folder = Directory.CreateTempSubdirectory("vegetation-mount-");
        try
        {
            using (new Mount(folder.FullName, "size=64k")) return true;
        }
        catch (Exception)
        {
            return false;
        }
        finally
        {
            folder.Delete();
        }
    });

    public MountFactAttribute()
    {
        if (!CanMount.Value) Skip = "mounting a file system is not allowed here: run the tests as root to have a full and a read-only disk";
    }
}
