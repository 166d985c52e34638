using Vegetation.Core.Geography;
using Vegetation.Core.Indices;
using Vegetation.Core.Masking;
using Vegetation.Core.Scenes;
using Vegetation.Core.Sums;
using Vegetation.Raster;
using Vegetation.Worker.Accumulating;
using Vegetation.Worker.Reading;

namespace Vegetation.Tests.Worker;

/// <summary>
/// Rows that are counted 64 pixels at a time against pixels that are asked for their owner one by one, in tiles at the borders of
/// zones. Looked at are whole rows and all blocks where the borders of zones and squares meet, for there a run of 64 has an owner in its
/// middle that none of its ends has.
/// </summary>
public sealed class CellAccumulatorTests
{
    const int Block = GeolocationGrid.Spacing, PixelsOf10Metres = 10980, PixelsOf80Metres = 1373, PixelsOf160Metres = 687;
    static readonly CellGrid Cells = new(20);

    [Theory]
    [InlineData("01KAB")] // the antimeridian
    [InlineData("33TUM")] // zones 32 and 33, where there is no 33TTM
    [InlineData("33TUM", "32TQS 33TVM")]
    [InlineData("31XFH")] // Svalbard, where 32X has no longitudes
    [InlineData("33XVH", "33XWH")]
    [InlineData("33TUM", "32TQS 33TVM", PixelsOf80Metres)]
    [InlineData("33XVH", "", PixelsOf160Metres)]
    public void Each_pixel_is_counted_in_the_cell_and_by_the_owner_that_it_has_alone(
        string name, string missing = "", int pixels = PixelsOf10Metres)
    {
        foreach (var tile in WithNeighbours(name, missing, pixels))
            foreach (var window in tile.Crossings.Concat(tile.SomeRows()))
                Assert.True(tile.CountedInRuns(window).SequenceEqual(tile.CountedOneByOne(window)), $"{tile.Name} in {window}");
        Assert.InRange(WithNeighbours(name, missing, pixels).Sum(tile => tile.Crossings.Count), 200, 8000);
    }

    [Theory]
    [InlineData("01KAB")]
    [InlineData("33TUM")]
    [InlineData("33TUM", "32TQS 33TVM")]
    [InlineData("31XFH")]
    [InlineData("33XVH", "33XWH")]
    [InlineData("33TUM", "32TQS 33TVM", PixelsOf80Metres)]
    [InlineData("33XVH", "", PixelsOf160Metres)]
    public void Each_place_around_the_corners_is_counted_once_by_the_tile_or_by_one_of_its_neighbours(
        string name, string missing = "", int pixels = PixelsOf10Metres)
    {
        var all = WithNeighbours(name, missing, pixels);
        var (random, judged) = (new Random(1), 0);
        foreach (var (tile, block) in all.SelectMany(tile => tile.Crossings.Select(block => (tile, block))))
            for (var i = 0; i < 2; i++)
            {
                var place = tile.PlaceOf(random.Next(block.ColumnStart, block.ColumnStop), random.Next(block.RowStart, block.RowStop));
                // All that can hold a place of the tile's raster are here.
                if (!all[0].Covers(place) || all.Any(t => t.IsNearBorder(place))) continue;
                var counting = all.Where(t => t.Counts(place)).Select(t => t.Name).ToList();
                Assert.True(counting.Count == 1, $"{name}: {place} is counted by {string.Join(" and ", counting)}.");
                judged++;
            }
        Assert.InRange(judged, 50, 20_000);
    }

    static readonly Dictionary<(string, string, int), CountedTile[]> All = [];

    static CountedTile[] WithNeighbours(string name, string missing, int pixels)
    {
        if (All.TryGetValue((name, missing, pixels), out var found)) return found;
        var square = MgrsSquare.Of(Tile.Parse(name));
        var ring = square.Outline();
        var region = new PaintedRegion(
            ring.Min(p => p.Longitude), ring.Min(p => p.Latitude), ring.Max(p => p.Longitude), ring.Max(p => p.Latitude))
        {
            Missing = missing.Split(' '),
        };
        var tile = new CountedTile(name, region, pixels);
        return All[(name, missing, pixels)] =
            [tile, .. tile.Neighbours.Select(neighbour => new CountedTile(neighbour.ToString(), region, pixels))];
    }

    /// <summary>A tile with all that overlap it.</summary>
    sealed class CountedTile
    {
        readonly MgrsSquare square;
        readonly GeoGrid grid;
        readonly GeolocationGrid lonLat;
        readonly PixelOwner owner;
        readonly CellAccumulator accumulator;
        readonly Func<int, int, int[]> sides;

        public CountedTile(string name, PaintedRegion region, int pixels)
        {
            Name = name;
            square = MgrsSquare.Of(Tile.Parse(name));
            var (west, south, east, north) = square.RasterMetres;
            grid = new(pixels, pixels, west, north, (east - west) / pixels, square.Tile.Epsg);
            Neighbours = region.NeighboursOf(square);
            lonLat = GeolocationGrid.LonLat(grid);
            owner = new(grid, square.Tile, Neighbours);
            accumulator = new(new(lonLat, owner, Cells));
            sides = SidesOf(Neighbours);
            Crossings = [.. CrossingBlocks()];
        }

        public string Name { get; }
        public IReadOnlyList<Tile> Neighbours { get; }

        /// <summary>The blocks of 64 x 64 pixels that two borders pass, and those around them.</summary>
        public IReadOnlyList<PixelWindow> Crossings { get; }

        /// <summary>
        /// On which side of each border a corner of pixels lies, by PROJ: of the own square and zone, then of each neighbour's square and
        /// raster.
        /// </summary>
        Func<int, int, int[]> SidesOf(IReadOnlyList<Tile> neighbours)
        {
            var across = (grid.Width / Block) + 1;
            var nodes = across * ((grid.Height / Block) + 1);
            var found = Enumerable.Range(0, nodes).Select(_ => new List<int>()).ToArray();
            double[] x = [.. Enumerable.Range(0, nodes).Select(i => grid.OriginX + (i % across * Block * grid.PixelSize))];
            double[] y = [.. Enumerable.Range(0, nodes).Select(i => grid.OriginY - (i / across * Block * grid.PixelSize))];
            for (var i = 0; i < nodes; i++) found[i].AddRange(Side(x[i] - square.West), Side(y[i] - square.South));
            double[] longitudes = [.. x], latitudes = [.. y];
            Projection.ToLonLat(grid.Epsg, longitudes, latitudes);
            for (var i = 0; i < nodes; i++)
            {
                var (west, east) = MgrsSquare.ZoneLongitudes(square.Tile.Zone, latitudes[i]);
                var fromMiddle = Math.IEEERemainder(longitudes[i] - ((west + east) / 2), 360);
                found[i].Add(Math.Abs(fromMiddle) < (east - west) / 2 ? 0 : 1);
            }
            foreach (var neighbour in neighbours.Select(MgrsSquare.Of))
            {
                double[] easting = [.. longitudes], northing = [.. latitudes];
                Projection.FromLonLat(neighbour.Tile.Epsg, easting, northing);
                var (west, south, east, north) = neighbour.RasterMetres;
                for (var i = 0; i < nodes; i++)
                    found[i].AddRange(Side(easting[i] - neighbour.West), Side(northing[i] - neighbour.South),
                        Side(easting[i] - west, east - west), Side(northing[i] - south, north - south));
            }
            int[][] all = [.. found.Select(sides => sides.ToArray())];
            return (column, row) => all[(row * across) + column];

            static int Side(double metres, double length = MgrsSquare.SideMetres) => metres < 0 ? -1 : metres < length ? 0 : 1;
        }

        IEnumerable<PixelWindow> CrossingBlocks()
        {
            var (across, down) = (grid.Width / Block, grid.Height / Block);
            var crossed = new HashSet<(int, int)>();
            for (var row = 0; row < down; row++)
                for (var column = 0; column < across; column++)
                    if (BordersIn(column, row) >= 2)
                        for (var i = 0; i < 9; i++)
                            crossed.Add((Math.Clamp(column + (i % 3) - 1, 0, across - 1), Math.Clamp(row + (i / 3) - 1, 0, down - 1)));
            return crossed.Order().Select(c => (X: c.Item1 * Block, Y: c.Item2 * Block))
                .Select(c => new PixelWindow(c.X, c.Y, c.X + Block, c.Y + Block));
        }

        /// <summary>The borders that part a block's corners; what parts them alike, as the common border of two squares, is one.</summary>
        int BordersIn(int column, int row)
        {
            int[][] corners = [sides(column, row), sides(column + 1, row), sides(column, row + 1), sides(column + 1, row + 1)];
            if (corners.All(corner => corner.AsSpan().SequenceEqual(corners[0]))) return 0; // most blocks by far
            var borders = Enumerable.Range(0, corners[0].Length);
            return borders.Select(border => (Parts(border, 1), Parts(border, 2), Parts(border, 3))).Distinct()
                .Count(parts => parts != default);

            bool Parts(int border, int corner) => corners[corner][border] != corners[0][border];
        }

        public IEnumerable<PixelWindow> SomeRows() =>
            Enumerable.Range(0, 22).Select(i => i * grid.Height / 22).Select(row => new PixelWindow(0, row, grid.Width, row + 1));

        public IEnumerable<(int, long)> CountedInRuns(PixelWindow window)
        {
            var (sums, classes) = (new IndexSums(SpectralIndex.Ndvi), TestClasses.Row(grid, window, new byte[window.Width]));
            for (var row = window.RowStart; row < window.RowStop; row++)
                accumulator.Add(window, row, new short[window.Width], new byte[window.Width], classes, sums);
            return sums.Cells.OrderBy(cell => cell.Key).Select(cell => (cell.Key, cell.Value.Observed));
        }

        public IEnumerable<(int, long)> CountedOneByOne(PixelWindow window)
        {
            var counts = new SortedDictionary<int, long>();
            for (var row = window.RowStart; row < window.RowStop; row++)
            {
                if (owner.Row(row) is not { MayBeOwned: true } pixels) continue;
                var places = lonLat.Row(row);
                for (var column = window.ColumnStart; column < window.ColumnStop; column++)
                {
                    var (longitude, latitude) = places.At(column);
                    if (!pixels.IsOwned(pixels.SideOf(column, longitude, latitude))) continue;
                    var cell = Cells.CellOf(longitude, latitude);
                    counts[cell] = counts.GetValueOrDefault(cell) + 1;
                }
            }
            return counts.Select(count => (count.Key, count.Value));
        }

        /// <summary>Longitude and latitude of a pixel's centre.</summary>
        public (double Longitude, double Latitude) PlaceOf(int column, int row) => lonLat.Row(row).At(column);

        (double X, double Y) MetresOf((double Longitude, double Latitude) place)
        {
            double[] x = [place.Longitude], y = [place.Latitude];
            Projection.FromLonLat(grid.Epsg, x, y);
            return (x[0], y[0]);
        }

        public bool Covers((double, double) place)
        {
            var (x, y) = MetresOf(place);
            return x >= grid.OriginX && x < grid.Right && y >= grid.Bottom && y < grid.OriginY;
        }

        /// <summary>Whether the place and the middle of its pixel may lie on two sides of a border.</summary>
        public bool IsNearBorder((double Longitude, double Latitude) place)
        {
            var (x, y) = MetresOf(place);
            var degrees = 2.0 * grid.PixelSize / 111_000 / Math.Cos(double.DegreesToRadians(place.Latitude));
            return IsNear(x - square.West) || IsNear(y - square.South)
                || IsNear(x - grid.OriginX, grid.Right - grid.OriginX) || IsNear(y - grid.Bottom, grid.OriginY - grid.Bottom)
                || Math.Abs(Math.IEEERemainder(place.Longitude, 3)) < degrees || Math.Abs(Math.IEEERemainder(place.Latitude, 8)) < degrees;

            bool IsNear(double metres, double length = MgrsSquare.SideMetres) =>
                Math.Min(Math.Abs(metres), Math.Abs(metres - length)) < 2 * grid.PixelSize;
        }

        /// <summary>Whether the pixel of a place is counted, in a row of which nothing else was observed.</summary>
        public bool Counts((double, double) place)
        {
            var (x, y) = MetresOf(place);
            var column = (int)Math.Floor((x - grid.OriginX) / grid.PixelSize);
            var row = (int)Math.Floor((grid.OriginY - y) / grid.PixelSize);
            if (column < 0 || row < 0 || column >= grid.Width || row >= grid.Height) return false;
            var window = new PixelWindow(column / Block * Block, row, Math.Min(((column / Block) + 1) * Block, grid.Width), row + 1);
            var (sums, reasons) = (new IndexSums(SpectralIndex.Ndvi), new byte[window.Width]);
            reasons.AsSpan().Fill((byte)MaskReason.Nodata);
            reasons[column - window.ColumnStart] = (byte)MaskReason.Kept;
            accumulator.Add(window, row, new short[window.Width], reasons, TestClasses.Row(grid, window, new byte[window.Width]), sums);
            return sums.Cells.Values.Any(cell => cell.Observed > 0);
        }
    }
}
