using Vegetation.Core.Archive;
using Vegetation.Core.Requests;
using Vegetation.Core.Sums;
using Vegetation.Products.Ledger;

namespace Vegetation.Products.Maps;

/// <summary>What is normal by the weeks of other years in the archive.</summary>
public sealed class ArchiveNormals(Climatology climatology, MapFrame frame) : INormals
{
    public NormalCell? At(int row, int column)
    {
        var (gridRow, gridColumn) = frame.CellAt(row, column);
        return NormalCell.Of(climatology.At(gridRow, gridColumn));
    }

    public AnomalyBasis Basis => new([.. climatology.Weeks.Select(week => week.ToString())], climatology.Years, null);

    public IReadOnlyDictionary<string, string> Tags =>
        new Dictionary<string, string>(StringComparer.Ordinal) { [MapTags.Weeks] = string.Join(' ', climatology.Weeks) };

    public string? WhyNot(BaselineRule rule)
    {
        var years = climatology.Years;
        if (years.Count >= rule.MinimumYears) return null;
        var found = years.Count switch
        {
            0 => "no other year",
            1 => $"one other year ({years[0]})",
            var count => $"{count} other years ({string.Join(", ", years)})",
        };
        return $"the archive has {found} for this week; at least {rule.MinimumYears} are needed (baseline.minimumYears)";
    }
}
