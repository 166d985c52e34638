using System.Globalization;

namespace Vegetation.Core.Work;

/// <summary>
/// The names of processing jobs: letters, digits and hyphens, at most 54, since each try adds nine to them and SageMaker takes 63.
/// </summary>
public static class JobName
{
    /// <summary>Every job's name starts with this; nobody is allowed to touch others.</summary>
    public const string Prefix = "veg-";

    /// <param name="index">The job's number in its attempt, as "001".</param>
    public static string Of(RunId runId, int attempt, string index) =>
        string.Create(CultureInfo.InvariantCulture, $"{Prefix}{runId.Short}-a{attempt}-{index}");
}
