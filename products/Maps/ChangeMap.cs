using System.Globalization;
using Vegetation.Core.Indices;
using Vegetation.Core.Requests;
using Vegetation.Core.Sums;
using Vegetation.Products.Ledger;
using Vegetation.Raster;

namespace Vegetation.Products.Maps;

/// <summary>
/// Mean of a map minus that of an earlier one of the same index and resolution on the same grid, x 10000; nodata where either has none.
/// </summary>
/// <param name="Difference">Frame.Rows rows of Frame.Columns values.</param>
sealed record ChangeMap(MappedIndex Mapped, MapFrame Frame, short[] Difference)
{
    /// <summary>Outside the range of differences, which includes -19999.</summary>
    public const short Nodata = short.MinValue;

    /// <summary>Null for changes that were not made of two maps.</summary>
    public WeekComparison? Compared { get; init; }

    /// <param name="earlier">A file that <see cref="WorldMap.WriteCog"/> wrote.</param>
    /// <returns>The change, or null and the reason.</returns>
    public static (ChangeMap? Change, string? UnavailableReason) Between(WorldMap map, string earlier)
    {
        try
        {
            using var reader = RasterReader.OpenFile(earlier);
            if (WhyNot(map, reader) is { } reason) return (null, reason);
            var (difference, sums) = Subtract(map, reader, earlier);
            return difference.AsSpan().ContainsAnyExcept(Nodata)
                ? (new(map.Mapped, map.Frame, difference) { Compared = sums.Compared }, null)
                : (null, $"no cell has {map.Mapped.Index.Label} in both maps");
        }
        catch (RasterException e)
        {
            return (null, $"the earlier map cannot be read: {e.Message}");
        }
    }

    /// <param name="earlier">Whose map was subtracted: tags name the run and its time.</param>
    /// <param name="run">Tags of the run that made it.</param>
    public void WriteCog(string path, Window window, ChangeBasis earlier, IReadOnlyDictionary<string, string>? run = null)
    {
        var tags = MapTags.Of(Mapped, Frame, window, run);
        if (earlier is { RunId: { } other, From: { } from, To: { } to })
            (tags["MINUS"], tags["MINUS_FROM"], tags["MINUS_TO"]) = (other, MapTags.Text(from), MapTags.Text(to));
        var most = (Mapped.Index.Max - Mapped.Index.Min) * SpectralIndex.Scale;
        CogWriter.Write<short>(
            path, Frame.GeoGrid(), [Difference], Nodata,
            [new BandInfo(string.Create(CultureInfo.InvariantCulture,
                $"change of the {Mapped.Index.Label} mean, -{most} to {most}, nodata {Nodata}"), SpectralIndex.Scale)],
            new CogOptions { Tags = tags });
    }

    static string? WhyNot(WorldMap map, RasterReader earlier)
    {
        var (index, resolution) = (earlier.Tag(MapTags.Index), earlier.Tag(MapTags.Resolution));
        if (!earlier.Holds<int>() || earlier.Nodata != WorldMap.Nodata || earlier.Bands < WorldMap.ClearShareBand)
            return "the earlier map has another format";
        if (resolution != MapTags.ResolutionOf(map.Mapped) || index != map.Mapped.Label)
            return $"the earlier map is of {index ?? "an unnamed index"} in pixels of {resolution ?? "an unnamed size"}, this one of "
                + $"{map.Mapped.Label} in pixels of {MapTags.ResolutionOf(map.Mapped)}";
        if (earlier.Tag(MapTags.Composite) is var rule && rule != MapTags.CompositeOf(map.Mapped))
            return $"the earlier map is of {rule ?? "no"} composites, this one of {MapTags.CompositeOf(map.Mapped) ?? "none"}";
        return earlier.Grid != map.Frame.GeoGrid() ? "the earlier map is on another grid" : null;
    }

    static (short[] Difference, WeekSums Sums) Subtract(WorldMap map, RasterReader reader, string path)
    {
        var (columns, rows, sums) = (map.Frame.Columns, map.Frame.Rows, new WeekSums(map.Frame));
        var difference = new short[columns * rows];
        // A row of blocks, so that each is decoded once.
        var (before, clear) = (new int[columns * reader.BlockHeight], new int[columns * reader.BlockHeight]);
        for (var row = 0; row < rows; row += reader.BlockHeight)
        {
            var height = Math.Min(reader.BlockHeight, rows - row);
            reader.Read(WorldMap.MeanBand, 0, row, columns, height, before.AsSpan());
            reader.Read(WorldMap.ClearShareBand, 0, row, columns, height, clear.AsSpan());
            for (var i = 0; i < columns * height; i++)
                difference[row * columns + i] = Minus(map.Mean[row * columns + i], Checked(map.Mapped.Index, before[i], path));
            for (var i = 0; i < height; i++)
            {
                var (now, earlier) = ((row + i) * columns, i * columns);
                sums.Add(row + i,
                    map.Mean.AsSpan(now, columns), before.AsSpan(earlier, columns), map.ValidShare.AsSpan(now, columns),
                    map.ClearShare.AsSpan(now, columns), clear.AsSpan(earlier, columns));
            }
        }
        return (difference, sums);
    }

    static short Minus(int now, int before) => now == WorldMap.Nodata || before == WorldMap.Nodata ? Nodata : (short)(now - before);

    static int Checked(SpectralIndex index, int value, string path) =>
        value == WorldMap.Nodata || (value >= index.Min && value <= index.Max) ? value
        : throw new RasterException("read", path, string.Create(CultureInfo.InvariantCulture,
            $"a cell holds {value}, not {index.Min} to {index.Max} or {WorldMap.Nodata}"));
}
