using System.Runtime.InteropServices;

namespace Vegetation.Raster;

/// <summary>
/// The C functions of libgdal that this room calls, under their own names. Strings are UTF-8; option lists end with null.
/// </summary>
internal static unsafe partial class Gdal
{
    internal const string Library = "gdal";

    // An explicit static constructor runs before the first call below, so the library is always found by our own rule.
    static Gdal() => NativeLibrary.SetDllImportResolver(typeof(Gdal).Assembly, GdalLibrary.Resolve);

    // Start
    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)] internal static partial nint GDALVersionInfo(string request);
    [LibraryImport(Library)] internal static partial void GDALRegister_GTiff();
    [LibraryImport(Library)] internal static partial void GDALRegister_COG();
    [LibraryImport(Library)] internal static partial void GDALRegister_MEM();
    [LibraryImport(Library)] internal static partial void GDALRegister_PNG();
    [LibraryImport(Library)] internal static partial void GDALSetCacheMax64(long bytes);
    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)] internal static partial void CPLSetConfigOption(
        string key, string? value);

    // Errors
    [LibraryImport(Library)] internal static partial void CPLPushErrorHandlerEx(
        delegate* unmanaged[Cdecl]<int, int, byte*, void> handler, nint userData);
    [LibraryImport(Library)] internal static partial void CPLPopErrorHandler();
    [LibraryImport(Library)] internal static partial nint CPLGetErrorHandlerUserData();

    // Open and inspect
    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial DatasetHandle GDALOpenEx(string path, uint flags, string?[]? drivers, string?[]? options, string?[]? siblings);
    [LibraryImport(Library)] internal static partial int GDALClose(nint dataset);
    [LibraryImport(Library)] internal static partial int GDALGetRasterXSize(DatasetHandle dataset);
    [LibraryImport(Library)] internal static partial int GDALGetRasterYSize(DatasetHandle dataset);
    [LibraryImport(Library)] internal static partial int GDALGetRasterCount(DatasetHandle dataset);
    [LibraryImport(Library)] internal static partial nint GDALGetRasterBand(DatasetHandle dataset, int band);
    [LibraryImport(Library)] internal static partial int GDALGetRasterDataType(nint band);
    [LibraryImport(Library)] internal static partial int GDALGetDataTypeSizeBytes(int type);
    [LibraryImport(Library)] internal static partial void GDALGetBlockSize(nint band, out int width, out int height);
    [LibraryImport(Library)] internal static partial double GDALGetRasterNoDataValue(nint band, out int isSet);
    [LibraryImport(Library)] internal static partial double GDALGetRasterScale(nint band, out int isSet);
    [LibraryImport(Library)] internal static partial double GDALGetRasterOffset(nint band, out int isSet);
    [LibraryImport(Library)] internal static partial int GDALGetGeoTransform(DatasetHandle dataset, double* six);
    [LibraryImport(Library)] internal static partial nint GDALGetSpatialRef(DatasetHandle dataset);
    [LibraryImport(Library)] internal static partial int GDALGetDataCoverageStatus(
        nint band, int x, int y, int width, int height, int stopMask, double* percent);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)] internal static partial nint GDALGetMetadataItem(
        nint band, string name, string? domain);

    // Read and write
    [LibraryImport(Library)]
    internal static partial int GDALRasterIO(
        nint band, int write, int x, int y, int width, int height, void* buffer, int bufferWidth, int bufferHeight, int type,
        int pixelSpace, int lineSpace);
    [LibraryImport(Library)] internal static partial int GDALReadBlock(nint band, int blockColumn, int blockRow, void* buffer);
    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)] internal static partial nint GDALGetDriverByName(string name);
    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial DatasetHandle GDALCreate(
        nint driver, string path, int width, int height, int bands, int type, string?[]? options);
    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial DatasetHandle GDALCreateCopy(
        nint driver, string path, DatasetHandle source, int strict, string?[]? options, nint progress, nint progressData);
    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)] internal static partial int GDALAddBand(
        DatasetHandle dataset, int type, string?[]? options);
    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int GDALBuildOverviews(
        DatasetHandle dataset, string resampling, int levels, int* factors, int bands, int* bandList, nint progress, nint progressData);
    [LibraryImport(Library)] internal static partial nint GDALGetOverview(nint band, int level);
    [LibraryImport(Library)] internal static partial int GDALSetGeoTransform(DatasetHandle dataset, double* six);
    [LibraryImport(Library)] internal static partial int GDALSetSpatialRef(DatasetHandle dataset, SpatialReferenceHandle reference);
    [LibraryImport(Library)] internal static partial int GDALSetRasterNoDataValue(nint band, double value);
    [LibraryImport(Library)] internal static partial int GDALSetRasterScale(nint band, double value);
    [LibraryImport(Library)] internal static partial int GDALSetRasterOffset(nint band, double value);
    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)] internal static partial int GDALSetRasterUnitType(
        nint band, string unit);
    [LibraryImport(Library)] internal static partial nint GDALGetRasterUnitType(nint band);
    [LibraryImport(Library)] internal static partial nint GDALGetDescription(nint band);
    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)] internal static partial void GDALSetDescription(
        nint band, string text);
    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)] internal static partial int GDALSetMetadataItem(
        nint band, string name, string value, string? domain);

    [LibraryImport(Library)] internal static partial ColourTableHandle GDALCreateColorTable(int interpretation);
    [LibraryImport(Library)] internal static partial void GDALDestroyColorTable(nint table);
    [LibraryImport(Library)] internal static partial void GDALSetColorEntry(ColourTableHandle table, int value, short* fourComponents);
    [LibraryImport(Library)] internal static partial int GDALSetRasterColorTable(nint band, ColourTableHandle table);

    // Warp
    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int GDALReprojectImage(
        DatasetHandle source, string? sourceWkt, DatasetHandle target, string? targetWkt, int resampling, double memoryLimit,
        double maxError, nint progress, nint progressData, nint options);

    // Memory files
    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)] internal static partial nint VSIFileFromMemBuffer(
        string path, byte* data, ulong length, int takeOwnership);
    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)] internal static partial byte* VSIGetMemFileBuffer(
        string path, ulong* length, int unlinkAndSeize);
    [LibraryImport(Library)] internal static partial int VSIFCloseL(nint file);
    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)] internal static partial int VSIUnlink(string path);

    // Coordinates
    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)] internal static partial void OSRSetPROJSearchPaths(
        string?[] folders);
    [LibraryImport(Library)] internal static partial SpatialReferenceHandle OSRNewSpatialReference(nint wkt);
    [LibraryImport(Library)] internal static partial void OSRDestroySpatialReference(nint reference);
    [LibraryImport(Library)] internal static partial int OSRImportFromEPSG(SpatialReferenceHandle reference, int code);
    [LibraryImport(Library)] internal static partial void OSRSetAxisMappingStrategy(SpatialReferenceHandle reference, int strategy);
    [LibraryImport(Library)] internal static partial SpatialReferenceHandle OSRClone(nint reference);
    [LibraryImport(Library)] internal static partial int OSRIsGeographic(SpatialReferenceHandle reference);
    [LibraryImport(Library)] internal static partial nint OSRGetAuthorityName(nint reference, nint key);
    [LibraryImport(Library)] internal static partial nint OSRGetAuthorityCode(nint reference, nint key);
    [LibraryImport(Library)] internal static partial TransformationHandle OCTNewCoordinateTransformation(
        SpatialReferenceHandle from, SpatialReferenceHandle to);
    [LibraryImport(Library)] internal static partial void OCTDestroyCoordinateTransformation(nint transformation);
    [LibraryImport(Library)] internal static partial int OCTTransform(
        TransformationHandle transformation, int count, double* x, double* y, double* z);
}
