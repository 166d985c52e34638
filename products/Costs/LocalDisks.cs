using System.Text.RegularExpressions;

namespace Vegetation.Products.Costs;

/// <summary>
/// Instance types with disks of their own, which SageMaker Processing mounts in place of the volume that a job asks for (ClusterConfig's
/// VolumeSizeInGB in the API reference): they are in the price of the instance.
/// </summary>
internal static partial class LocalDisks
{
    public static bool Are(string instanceType) => Families().IsMatch(instanceType);

    // EC2's names: a d behind the generation, as in m5d, g4dn, c6id. Of the families that processing jobs can have (ProcessingInstanceType
    // in the API's model, 2026) those named here have disks without one; i3, gr6, trn1 and others that EC2 has are not among them.
    [GeneratedRegex("^ml[.]([a-z]+[0-9]+[a-z]*d[a-z]*|g5|g6e?|g7e|p5)[.]", RegexOptions.CultureInvariant)]
    private static partial Regex Families();
}
