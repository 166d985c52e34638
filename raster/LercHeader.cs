using System.Buffers.Binary;

namespace Vegetation.Raster;

/// <summary>
/// What a block of LERC says of itself before it is unpacked. GDAL does not report how far samples may be from those that were written, and
/// TIFF's own tags do not hold it: it stands in the header of each block (github.com/Esri/lerc, Lerc2.h).
/// </summary>
internal static class LercHeader
{
    static ReadOnlySpan<byte> Key => "Lerc2 "u8;

    /// <summary>LERC writes whole numbers that must not change with an error of one half.</summary>
    const double HalfAStep = 0.5;

    /// <returns>False for anything that is not a block of a known version, too.</returns>
    public static bool IsLossless(ReadOnlySpan<byte> block, SampleType type)
    {
        if (!block.StartsWith(Key) || block.Length < Key.Length + sizeof(int)) return false;
        // Behind key and version stand six numbers of four bytes; from version 3 on a checksum, from 4 on the samples of a pixel, from 6 on
        // two more.
        int? numbers = BinaryPrimitives.ReadInt32LittleEndian(
            block[Key.Length..]) switch { 2 => 6, 3 => 7, 4 or 5 => 8, 6 => 10, _ => null };
        if (numbers is not { } count || block.Length < Key.Length + ((1 + count) * sizeof(int)) + sizeof(double)) return false;
        var error = BinaryPrimitives.ReadDoubleLittleEndian(block[(Key.Length + ((1 + count) * sizeof(int)))..]);
        return error >= 0 && error <= (type == SampleType.Float32 ? 0 : HalfAStep);
    }
}
