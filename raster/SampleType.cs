namespace Vegetation.Raster;

/// <summary>Sample types that the project uses; the values are those of GDALDataType.</summary>
public enum SampleType
{
    Byte = 1,
    UInt16 = 2,
    Int16 = 3,
    Int32 = 5,
    Float32 = 6,
}

internal static class SampleTypes
{
    public static SampleType Of<T>() where T : unmanaged => default(T) switch
    {
        byte => SampleType.Byte,
        ushort => SampleType.UInt16,
        short => SampleType.Int16,
        int => SampleType.Int32,
        float => SampleType.Float32,
        _ => throw new NotSupportedException($"got sample type {typeof(T).Name}; expected byte, ushort, short, int or float"),
    };
}
