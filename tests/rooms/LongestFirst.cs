using Xunit.Abstractions;

[assembly: TestCollectionOrderer("Vegetation.Tests.LongestFirst", "Rooms.Tests")]

namespace Vegetation.Tests;

/// <summary>Whole runs are long, and so is what aggregates them: begun last, they would end alone on one core.</summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    public IEnumerable<ITestCollection> OrderTestCollections(IEnumerable<ITestCollection> testCollections) =>
        testCollections.OrderBy(tests => Rank(tests.DisplayName)).ThenBy(tests => tests.DisplayName, StringComparer.Ordinal);

    static int Rank(string name) =>
        name.Contains("Vegetation.Tests.Local.", StringComparison.Ordinal) ? 0
            : name.Contains("Vegetation.Tests.Functions.", StringComparison.Ordinal) ? 1 : 2;
}
