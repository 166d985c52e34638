using System.Text.Json;
using Vegetation.Core;
using Vegetation.Core.Indices;
using Vegetation.Core.Zones;

namespace Vegetation.Products.Zones;

/// <summary>What the statistics of zones are made of.</summary>
/// <param name="List">The run's zones, one a line of JSON, in the order of their numbers.</param>
/// <param name="Sums">Asked for index by index.</param>
public sealed record ZoneInputs(ReadOnlyMemory<byte> List, Func<SpectralIndex, Task<ZoneSums>> Sums)
{
    /// <summary>What other weeks say of them.</summary>
    public Func<SpectralIndex, Task<ZoneHistory?>> History { get; init; } = _ => Task.FromResult<ZoneHistory?>(null);

    /// <summary>One at a time: all outlines of a world of districts are gigabytes as objects.</summary>
    internal IEnumerable<Zone> Zones()
    {
        for (var rest = List; rest.Length > 0;)
        {
            var length = rest.Span.IndexOf((byte)'\n');
            yield return JsonSerializer.Deserialize(rest.Span[..length], CoreJson.Default.Zone)!;
            rest = rest[(length + 1)..];
        }
    }
}
