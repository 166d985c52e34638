using Vegetation.Tests.Functions;
using Xunit.Abstractions;

[assembly: TestCollectionOrderer("Vegetation.Tests.LongestFirst", "Rooms.Tests")]

namespace Vegetation.Tests;

/// <summary>Tests on the embedded S3 wait for one another, and whole runs are long: begun last, they would end alone on one core.</summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    public IEnumerable<ITestCollection> OrderTestCollections(IEnumerable<ITestCollection> testCollections) =>
        testCollections.OrderBy(tests => Rank(tests.DisplayName)).ThenBy(tests => tests.DisplayName, StringComparer.Ordinal);

    static int Rank(string name) =>
        name == EmbeddedS3Collection.Name ? 0 : name.Contains("Vegetation.Tests.Local.", StringComparison.Ordinal) ? 1 : 2;
}
