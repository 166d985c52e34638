using NetTopologySuite.Algorithm.Locate;
using NetTopologySuite.Geometries;
using Vegetation.Core.Geography;
using Vegetation.Core.Indices;
using Vegetation.Core.Masking;
using Vegetation.Core.Sums;
using Vegetation.Core.Zones;
using Vegetation.Raster;
using Vegetation.Worker.Accumulating;
using Vegetation.Worker.Reading;
using Location = NetTopologySuite.Geometries.Location;
using Position = Vegetation.Core.Geography.Position;

namespace Vegetation.Tests.Worker;

/// <summary>
/// Zones over the borders of tiles, zones of UTM and the antimeridian, against the centre of every pixel asked one by one: whether it lies
/// in the polygon, in degrees, and who owns it.
/// </summary>
public sealed class ZoneAccumulatorTests
{
    const int Metres = 160;
    static readonly CellGrid Cells = new(20);

    [Theory]
    [InlineData(11.7, 46.4, 12.3, 46.9, 4)] // zones 32 and 33, and rows of squares
    [InlineData(9.6, 44.9, 10.4, 45.3, 7)] // within zone 32
    [InlineData(179.6, -17.2, 180.4, -16.7, 3)] // the antimeridian
    [InlineData(14.5, 71.6, 15.5, 72.4, 1)] // where Svalbard's zones begin
    public void Sums_are_those_of_centres_that_lie_in_the_polygon(double west, double south, double east, double north, int seed)
    {
        var zones = RandomZones.In(new Envelope(west, east, south, north), 50, seed);
        var region = new PaintedRegion(west - 0.3, south - 0.3, east + 0.3, north + 0.3);
        List<UnitZone> units = [.. zones.Select((zone, number) => zone.ToUnit(number))];
        var (found, expected) = (new Dictionary<int, ZoneSum>(), new Dictionary<int, ZoneSum>());
        foreach (var square in region.Tiles)
        {
            var tile = new PaintedTile(region, square);
            Join(found, tile.Counted(units, 97, threads: 3));
            tile.OneByOne(zones, expected);
        }
        Assert.Equal(Rows(expected), Rows(found)); // within millimetres of an edge both may be right: these seeds have no such centre
        Assert.InRange(found.Values.Sum(sum => sum.Pixels), 5_000, 1_000_000);
    }

    [Fact]
    public void Parts_of_an_area_add_up_to_it_exactly_over_crooked_common_edges_and_tiles()
    {
        var region = new PaintedRegion(11.2, 45.9, 12.8, 47.4);
        var random = new Random(5);
        // 6 x 6 quadrilaterals with common corners, edges of two positions in opposite directions
        var corners = new Position[7, 7];
        for (var i = 0; i < 7; i++)
            for (var j = 0; j < 7; j++)
            {
                var isSide = i is 0 or 6 || j is 0 or 6;
                double Off() => isSide ? 0 : (random.NextDouble() - 0.5) * 0.06;
                corners[i, j] = new(Math.Round(11.3 + (i * 0.21) + Off(), 7), Math.Round(46 + (j * 0.2) + Off(), 7));
            }
        double[] Ring(params (int I, int J)[] at) =>
            [.. at.Append(at[0]).SelectMany(c => new[] { corners[c.I, c.J].Longitude, corners[c.I, c.J].Latitude })];
        List<UnitZone> parts = [.. from i in Enumerable.Range(0, 6) from j in Enumerable.Range(0, 6)
            select new UnitZone((i * 6) + j, [Ring((i, j), (i + 1, j), (i + 1, j + 1), (i, j + 1))])];
        // the same sides, with the corners that the parts have there
        (int, int)[] around = [.. Enumerable.Range(0, 6).Select(i => (i, 0)), .. Enumerable.Range(0, 6).Select(j => (6, j)),
            .. Enumerable.Range(0, 6).Select(i => (6 - i, 6)), .. Enumerable.Range(0, 6).Select(j => (0, 6 - j))];
        var whole = new UnitZone(0, [Ring(around)]);

        var (ofParts, ofWhole) = (new Dictionary<int, ZoneSum>(), new Dictionary<int, ZoneSum>());
        foreach (var tile in region.Tiles.Select(square => new PaintedTile(region, square)))
        {
            Join(ofParts, tile.Counted(parts, 64, threads: 2));
            Join(ofWhole, tile.Counted([whole], 500, threads: 1));
        }
        var total = new ZoneSum();
        foreach (var part in ofParts.Values) total.Add(part);
        Assert.Equal(36, ofParts.Count);
        Assert.Equal(ZonesDocument.Row(0, ofWhole[0]), ZonesDocument.Row(0, total));
    }

    [Fact]
    public void A_hole_is_left_out_to_the_pixel_and_overlapping_zones_count_in_each()
    {
        var grid = new GeoGrid(100, 80, 600000, 5200020, 10, 32632);
        UnitZone Box(int number, params (int Left, int Top, int Right, int Bottom)[] boxes) => new(number, [.. boxes.Select(
            box => Ring(grid, (box.Left, box.Top), (box.Right, box.Top), (box.Right, box.Bottom), (box.Left, box.Bottom)))]);
        var sums = Count(grid, [Box(4, (10, 10, 60, 50), (20, 20, 40, 40)), Box(9, (0, 0, 30, 30)), Box(12, (90, 70, 130, 120))]);
        Assert.Equal((50 * 40) - (20 * 20), sums[4].Pixels);
        Assert.Equal(30 * 30, sums[9].Pixels);
        Assert.Equal(10 * 10, sums[12].Pixels); // beyond the grid there are no pixels
    }

    /// <summary>A ring between pixels, its corners off them by less than half a pixel, straight in metres but for millimetres.</summary>
    static double[] Ring(GeoGrid grid, params (int Column, int Row)[] corners)
    {
        double[] x = [.. corners.Append(corners[0]).Select(c => grid.OriginX + (c.Column * 10) + 1)];
        double[] y = [.. corners.Append(corners[0]).Select(c => grid.OriginY - (c.Row * 10) - 1)];
        Projection.ToLonLat(grid.Epsg, x, y);
        return [.. x.Zip(y).SelectMany(position => new[] { Math.Round(position.First, 7), Math.Round(position.Second, 7) })];
    }

    static Dictionary<int, ZoneSum> Count(GeoGrid grid, IReadOnlyList<UnitZone> zones)
    {
        var runs = new OwnedRuns(GeolocationGrid.LonLat(grid), new PixelOwner(grid, Tile.Parse("32TPS"), []), Cells);
        var (accumulator, sums) = (new ZoneAccumulator(new(grid, grid), zones, runs, 2), new IndexSums(SpectralIndex.Ndvi));
        var window = new PixelWindow(0, 0, grid.Width, grid.Height);
        for (var row = 0; row < grid.Height; row++)
            accumulator.Add(window, row, new short[grid.Width], new byte[grid.Width],
                TestClasses.Row(grid, window, new byte[grid.Width]), sums);
        return sums.Zones;
    }

    static void Join(Dictionary<int, ZoneSum> all, IEnumerable<KeyValuePair<int, ZoneSum>> more)
    {
        foreach (var (number, sum) in more)
            if (!all.TryAdd(number, sum)) all[number].Add(sum);
    }

    static IEnumerable<string> Rows(Dictionary<int, ZoneSum> sums) =>
        ZonesDocument.From(sums).Zones.Select(row => string.Join(' ', row));

    /// <summary>A tile of a region, its pixels as chance has them: no data, cloud, water and values.</summary>
    sealed class PaintedTile
    {
        readonly GeoGrid grid;
        readonly GeolocationGrid lonLat;
        readonly PixelOwner owner;
        readonly OwnedRuns runs;
        readonly short[] values;
        readonly byte[] reasons, codes;

        public PaintedTile(PaintedRegion region, MgrsSquare square)
        {
            grid = PaintedRegion.GridOf(square, Metres);
            lonLat = GeolocationGrid.LonLat(grid);
            owner = new(grid, square.Tile, region.NeighboursOf(square));
            runs = region.RunsOf(square, grid, Cells);
            var random = new Random(grid.Epsg + (int)grid.OriginX);
            (values, reasons, codes) = (new short[grid.Width * grid.Height], new byte[grid.Width * grid.Height],
                new byte[grid.Width * grid.Height]);
            for (var i = 0; i < values.Length; i++)
            {
                var kind = random.Next(10);
                reasons[i] = (byte)(kind == 0 ? MaskReason.Nodata : kind == 1 ? MaskReason.Dilated : MaskReason.Kept);
                values[i] = kind < 2 ? SpectralIndex.Nodata : (short)random.Next(-10_000, 10_001);
                codes[i] = (byte)(kind is 0 or 5 ? 6 : 4);
            }
        }

        /// <param name="across">Columns of a window: rows come in pieces, as blocks of files do.</param>
        public Dictionary<int, ZoneSum> Counted(IReadOnlyList<UnitZone> zones, int across, int threads)
        {
            var (accumulator, sums) = (new ZoneAccumulator(new(grid, grid), zones, runs, threads), new IndexSums(SpectralIndex.Ndvi));
            foreach (var window in new PixelWindow(0, 0, grid.Width, grid.Height).Split(across, grid.Height))
                for (var row = 0; row < grid.Height; row++)
                {
                    var at = ((row * grid.Width) + window.ColumnStart)..((row * grid.Width) + window.ColumnStop);
                    accumulator.Add(window, row, values.AsSpan(at), reasons.AsSpan(at), TestClasses.Row(grid, window, codes[at]), sums);
                }
            return sums.Zones;
        }

        public void OneByOne(IReadOnlyList<Geometry> zones, Dictionary<int, ZoneSum> sums)
        {
            var located = zones.Select(zone => (zone.EnvelopeInternal, new IndexedPointInAreaLocator(zone))).ToList();
            var all = new Envelope();
            foreach (var (box, _) in located) all.ExpandToInclude(box);
            var (x, y) = (new double[grid.Width], new double[grid.Width]);
            for (var row = 0; row < grid.Height; row++)
            {
                for (var column = 0; column < grid.Width; column++)
                    (x[column], y[column]) = (grid.OriginX + ((column + 0.5) * Metres), grid.OriginY - ((row + 0.5) * Metres));
                Projection.ToLonLat(grid.Epsg, x, y);
                var owned = owner.Row(row);
                for (var column = 0; column < grid.Width; column++)
                {
                    var place = new Coordinate(all.Centre.X + Math.IEEERemainder(x[column] - all.Centre.X, 360), y[column]);
                    if (!all.Contains(place)) continue;
                    var (longitude, latitude) = lonLat.Row(row).At(column);
                    if (!owned.MayBeOwned || !owned.IsOwned(owned.SideOf(column, longitude, latitude))) continue;
                    foreach (var (number, (box, zone)) in located.Index())
                    {
                        if (!box.Contains(place)) continue;
                        if (zone.Locate(place) != Location.Interior) continue;
                        if (!sums.TryGetValue(number, out var sum)) sums[number] = sum = new();
                        Add(sum, (row * grid.Width) + column);
                    }
                }
            }
        }

        void Add(ZoneSum sum, int pixel)
        {
            sum.Pixels++;
            if (reasons[pixel] == (byte)MaskReason.Nodata) return;
            sum.Observed++;
            if (reasons[pixel] != (byte)MaskReason.Kept) return;
            sum.Clear++;
            if (codes[pixel] == 6) return;
            sum.Valid++;
            sum.Sum += values[pixel];
            sum.SumSquares += values[pixel] * values[pixel];
            (sum.Minimum, sum.Maximum) = (Math.Min(sum.Minimum, values[pixel]), Math.Max(sum.Maximum, values[pixel]));
            sum.Histogram.Add((int)Math.Floor(values[pixel] / 100.0), 1);
        }
    }
}
