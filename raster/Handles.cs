using System.Runtime.InteropServices;

namespace Vegetation.Raster;

/// <summary>An open dataset. One handle is for one thread (before GDAL 3.10 there is no thread-safe dataset).</summary>
internal sealed class DatasetHandle() : SafeHandle(0, ownsHandle: true)
{
    public override bool IsInvalid => handle == 0;

    // Closing flushes and may fail; a writer disposes the handle under an ErrorTrap, which sees it.
    protected override bool ReleaseHandle()
    {
        Gdal.GDALClose(handle);
        return true;
    }
}

internal sealed class SpatialReferenceHandle() : SafeHandle(0, ownsHandle: true)
{
    const int TraditionalGisOrder = 0; // x = longitude or easting, whatever the authority says

    public override bool IsInvalid => handle == 0;

    public static SpatialReferenceHandle FromEpsg(int epsg)
    {
        using var errors = new ErrorTrap("project", $"EPSG:{epsg}");
        var reference = Gdal.OSRNewSpatialReference(0);
        errors.Check(reference);
        errors.Check(Gdal.OSRImportFromEPSG(reference, epsg));
        Gdal.OSRSetAxisMappingStrategy(reference, TraditionalGisOrder);
        return reference;
    }

    protected override bool ReleaseHandle()
    {
        Gdal.OSRDestroySpatialReference(handle);
        return true;
    }
}

internal sealed class TransformationHandle() : SafeHandle(0, ownsHandle: true)
{
    public override bool IsInvalid => handle == 0;

    protected override bool ReleaseHandle()
    {
        Gdal.OCTDestroyCoordinateTransformation(handle);
        return true;
    }
}

internal sealed class ColourTableHandle() : SafeHandle(0, ownsHandle: true)
{
    public override bool IsInvalid => handle == 0;

    protected override bool ReleaseHandle()
    {
        Gdal.GDALDestroyColorTable(handle);
        return true;
    }
}
