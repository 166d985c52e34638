using Vegetation.Core.Work;
using Vegetation.Raster;
using Vegetation.Worker.Contract;

namespace Vegetation.Worker.Reading;

/// <summary>What the raster library cannot open or read is the files' fault.</summary>
internal static class RasterFaults
{
    /// <exception cref="UnitFailure">invalid(not-a-tiff), failed(decode).</exception>
    public static T Checked<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (RasterException e) when (e.Operation == "open")
        {
            throw new UnitFailure(Reason.NotATiff, e.Message, e);
        }
        catch (RasterException e) when (e.Operation == "read")
        {
            throw new UnitFailure(Reason.Decode, e.Message, e);
        }
    }
}
