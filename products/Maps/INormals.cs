using Vegetation.Core.Requests;
using Vegetation.Products.Ledger;

namespace Vegetation.Products.Maps;

/// <summary>What is normal for the week of a run, on the grid of its map: by the archive, or by another data set.</summary>
public interface INormals
{
    /// <returns>Null where the baseline has nothing.</returns>
    NormalCell? At(int row, int column);

    /// <summary>What the ledger says of it.</summary>
    AnomalyBasis Basis { get; }

    /// <summary>What the file of the anomaly says of it.</summary>
    IReadOnlyDictionary<string, string> Tags { get; }

    /// <summary>Why it is of no use for any cell; null if it is.</summary>
    string? WhyNot(BaselineRule rule);
}
