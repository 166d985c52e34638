using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Vegetation.Raster;

/// <summary>
/// Catches the library's messages while native calls run on this thread. A call has succeeded only if its return code says so
/// and no failure was reported: after a failure a buffer may hold zeros, and zeros mean nodata in this field.
/// </summary>
internal sealed unsafe class ErrorTrap : IDisposable
{
    const int Failure = 3; // CE_Failure; 4 is fatal, below are debug text and warnings

    readonly string operation;
    readonly string path;
    readonly List<string> failures = [];
    GCHandle self;

    public ErrorTrap(string operation, string path)
    {
        (this.operation, this.path) = (operation, path);
        self = GCHandle.Alloc(this);
        Gdal.CPLPushErrorHandlerEx(&OnError, GCHandle.ToIntPtr(self)); // pushed handlers are per thread
    }

    /// <summary>Throws unless the CPLErr or OGRErr is 0 and nothing failed so far.</summary>
    public void Check(int code)
    {
        if (code != 0) throw Error($"error code {code}");
        Check();
    }

    /// <summary>Throws if the library returned no handle; disposes it if it returned one but reported an error.</summary>
    public void Check(SafeHandle handle)
    {
        if (!handle.IsInvalid && Text.Length == 0) return;
        handle.Dispose();
        throw Error("nothing was returned");
    }

    /// <summary>Throws if anything failed so far.</summary>
    public void Check()
    {
        if (Text.Length > 0) throw Error("");
    }

    /// <summary>Throws for an error that was found without the library.</summary>
    public void Fail(string why) => throw Error(why);

    public void Dispose()
    {
        Gdal.CPLPopErrorHandler();
        self.Free();
    }

    string Text
    {
        get { lock (failures) return string.Join("; ", failures); }
    }

    RasterException Error(string otherwise) => new(operation, path, Text is { Length: > 0 } text ? text : otherwise);

    // Called from native code, possibly from a thread of the library's own: nothing may be thrown here.
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    static void OnError(int severity, int number, byte* message)
    {
        if (severity < Failure || GCHandle.FromIntPtr(Gdal.CPLGetErrorHandlerUserData()).Target is not ErrorTrap trap) return;
        lock (trap.failures) trap.failures.Add(Marshal.PtrToStringUTF8((nint)message) ?? $"error {number}");
    }
}
