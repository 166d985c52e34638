using System.Text.RegularExpressions;

namespace Vegetation.Products.Costs;

/// <summary>
/// Instance types with disks of their own, which SageMaker Processing mounts in place of the volume that a job asks for (ClusterConfig's
/// VolumeSizeInGB in the API reference): they are in the price of the instance.
/// </summary>
internal static partial class LocalDisks
{
    public static bool Are(string instanceType) => Families().IsMatch(instanceType);

    // EC2's names: a d behind the generation, as in m5d, g4dn, c6id; the families g5 and g6 have disks without one.
    [GeneratedRegex("^ml[.]([a-z]+[0-9]+[a-z]*d[a-z]*|g5|g6e?)[.]", RegexOptions.CultureInvariant)]
    private static partial Regex Families();
}
