using System.Numerics;
using System.Runtime.Intrinsics;

namespace Vegetation.Worker.Reading;

/// <summary>
/// Why pixels of the classification are dropped, as bits, so that those of several pixels join by or. They stand in the order in which
/// reasons are checked: the lowest counts, and where there is none but the highest, a cloud or shadow lies near.
/// </summary>
internal sealed class ReasonBits(MaskRule rule)
{
    /// <summary>The pixel is dilated: set beside the bit of its reason.</summary>
    public const byte Dilates = 128;

    static readonly MaskReason[] Order =
    [
        MaskReason.Nodata, MaskReason.Saturated, MaskReason.Cloud, MaskReason.CloudShadow, MaskReason.Cirrus, MaskReason.Snow,
        MaskReason.Masked, MaskReason.Dilated,
    ];

    static readonly ByteTable OfLowBits = new(bits => First(bits)), OfHighBits = new(bits => First(bits << 4));

    /// <summary>All bits of a class code.</summary>
    public ByteTable OfCode { get; } = new(code => (byte)(BitOf(rule.ReasonOf(code)) | DilatesOf(rule, code)));

    /// <summary>Of a class code, whether it is dilated.</summary>
    public ByteTable Dilation { get; } = new(code => DilatesOf(rule, code));

    /// <summary>Of a granule's own codes next to those of the acquisition: where only others have data, it has none.</summary>
    public static ByteTable Missing { get; } = new(code => code == 0 ? BitOf(MaskReason.Nodata) : (byte)0);

    /// <summary>From the bits that were joined to reasons.</summary>
    public static void ToReasons(ReadOnlySpan<byte> bits, Span<byte> reasons)
    {
        var (low, high) = (OfLowBits, OfHighBits);
        var from = bits.Vectors();
        var to = reasons.Vectors();
        for (var i = 0; i < from.Length; i++)
        {
            var reason = low[from[i] & Vector256.Create((byte)15)];
            to[i] = Vector256.ConditionalSelect(Vector256.Equals(reason, Vector256<byte>.Zero), high[from[i] >>> 4], reason);
        }
        for (var i = ByteVectors.Done(bits.Length); i < bits.Length; i++) reasons[i] = First(bits[i]);
    }

    static byte First(int bits) => (byte)(bits == 0 ? MaskReason.Kept : Order[BitOperations.TrailingZeroCount(bits)]);

    static byte BitOf(MaskReason reason) => (byte)(reason == MaskReason.Kept ? 0 : 1 << Array.IndexOf(Order, reason));

    static byte DilatesOf(MaskRule rule, int code) => rule.Dilates(code) ? Dilates : (byte)0;
}
