using System.Runtime.Intrinsics;

namespace Vegetation.Worker.Computing;

/// <summary>
/// Eight pixels of an index at a time, exactly as <see cref="IndexMath"/> gives them one by one. A struct, so that each index gets a loop
/// of its own; chosen once a scene.
/// </summary>
internal interface IIndexKernel<TSelf> where TSelf : struct, IIndexKernel<TSelf>
{
    /// <param name="offset">To be added to each DN.</param>
    static abstract TSelf Of(SpectralIndex index, int offset);

    /// <param name="a">
    /// DN of the first band of the formula; b and c are those of the second and of the third, or of the second again.
    /// </param>
    /// <returns>
    /// The index x 10000, rounded half away from zero, or <see cref="SpectralIndex.Nodata"/> where it has no value in its range; nonsense
    /// for DN out of range.
    /// </returns>
    Vector128<short> Scaled(Vector128<ushort> a, Vector128<ushort> b, Vector128<ushort> c);
}
