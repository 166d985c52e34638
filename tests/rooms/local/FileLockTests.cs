using Vegetation.Local.Processes;
using Vegetation.Tests.Raster;

namespace Vegetation.Tests.Local;

/// <summary>A lock that somebody holds and a place where no lock can be are two things.</summary>
public sealed class FileLockTests : IDisposable
{
    readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    string LockFile => Path.Combine(folder.Path, "run.lock");

    [Fact]
    public void What_is_held_is_not_given_twice()
    {
        using (FileLock.TryTake(LockFile)) Assert.Null(FileLock.TryTake(LockFile));
        using var again = FileLock.TryTake(LockFile);
        Assert.NotNull(again);
    }

    [Fact]
    public void A_place_where_no_lock_can_be_is_an_error_and_not_a_lock_that_is_held()
    {
        Directory.CreateDirectory(LockFile); // a folder of that name
        Assert.ThrowsAny<SystemException>(() => FileLock.TryTake(LockFile));
        File.WriteAllText(Path.Combine(folder.Path, "file"), "");
        Assert.ThrowsAny<IOException>(() => FileLock.TryTake(Path.Combine(folder.Path, "file", "run.lock")));
    }

    [MountFact]
    public void A_read_only_file_system_is_an_error_that_says_so()
    {
        using var mount = new Mount(folder.Path, "ro,size=64k");
        Assert.Contains(
            "ead-only file system", Assert.ThrowsAny<IOException>(() => FileLock.TryTake(LockFile)).Message, StringComparison.Ordinal);
    }

    [MountFact]
    public void A_full_disk_is_an_error_that_says_so()
    {
        using var mount = new Mount(folder.Path, "size=64k,nr_inodes=1"); // no room for a file's name
        Assert.Contains("No space left", Assert.ThrowsAny<IOException>(() => FileLock.TryTake(LockFile)).Message, StringComparison.Ordinal);
    }
}
