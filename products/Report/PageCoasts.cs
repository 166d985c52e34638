using NetTopologySuite.Geometries;
using Vegetation.Products.Ledger;
using Vegetation.Products.Shapes;

namespace Vegetation.Products.Report;

/// <summary>The coasts and borders that meet the map; no more, so that the page of a small area stays small.</summary>
/// <param name="Step">Degrees.</param>
/// <param name="Coasts">Lines as [x, y, dx, dy, dx, dy ...] in steps, from 0 E 0 N.</param>
sealed record PageCoasts(double Step, IReadOnlyList<int[]> Coasts, IReadOnlyList<int[]> Borders)
{
    public static PageCoasts Of(MapExtent map)
    {
        var (world, box) = (WorldLines.All, new Envelope(map.West, map.East, map.South, map.North));
        return new(world.Step, Lines(world.Coasts), Lines(world.Borders));

        IReadOnlyList<int[]> Lines(IReadOnlyList<Coordinate[]> lines) =>
            [.. WorldLines.Within(box, lines).Select(line => Steps(line, world.Step))];
    }

    static int[] Steps(Coordinate[] line, double step)
    {
        var (numbers, x, y) = (new int[2 * line.Length], 0, 0);
        for (var i = 0; i < line.Length; i++)
        {
            var (toX, toY) = ((int)Math.Round(line[i].X / step), (int)Math.Round(line[i].Y / step));
            (numbers[2 * i], numbers[2 * i + 1]) = (toX - x, toY - y);
            (x, y) = (toX, toY);
        }
        return numbers;
    }
}
