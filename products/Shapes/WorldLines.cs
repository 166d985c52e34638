using System.Reflection;
using System.Text.Json;
using NetTopologySuite.Geometries;

namespace Vegetation.Products.Shapes;

/// <summary>
/// Coasts and borders of Natural Earth 1:50 million, those of the viewer: <c>products/Viewer/world.json</c>, which its <c>build.mjs</c>
/// makes. Lines in degrees; one that crosses the antimeridian goes on beyond 180.
/// </summary>
/// <param name="Step">Degrees; all points lie at multiples of it.</param>
sealed record WorldLines(IReadOnlyList<Coordinate[]> Coasts, IReadOnlyList<Coordinate[]> Borders, double Step)
{
    const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    const double Cut = 85; // degrees north and south, where the viewer's map ends: lines along it are no coast

    static readonly double[] Turns = [-360, 0, 360];

    public static WorldLines All { get; } = Read();

    /// <returns>The parts of lines that meet a box, each with a point beyond it at either end.</returns>
    public static IEnumerable<Coordinate[]> Within(Envelope box, IEnumerable<Coordinate[]> lines)
    {
        foreach (var line in lines)
            foreach (var turn in Turns)
            {
                var turned = new Envelope(box.MinX - turn, box.MaxX - turn, box.MinY, box.MaxY);
                foreach (var part in Parts(turned, line))
                    yield return turn == 0 ? part : [.. part.Select(point => new Coordinate(point.X + turn, point.Y))];
            }
    }

    static IEnumerable<Coordinate[]> Parts(Envelope box, Coordinate[] line)
    {
        var start = 0;
        for (var i = 1; i < line.Length; i++)
        {
            if (IsShown(box, line[i - 1], line[i])) continue;
            if (i - start > 1) yield return line[start..i];
            start = i;
        }
        if (line.Length - start > 1) yield return line[start..];
    }

    static bool IsShown(Envelope box, Coordinate from, Coordinate to) =>
        box.Intersects(from, to) && !(Math.Abs(from.Y) >= Cut && Math.Abs(to.Y) >= Cut);

    static WorldLines Read()
    {
        using var resource = Assembly.GetExecutingAssembly().GetManifestResourceStream("viewer/world.json")!;
        using var world = JsonDocument.Parse(resource);
        var stepsPerDegree = world.RootElement.GetProperty("steps").GetInt32();
        return new(Lines("coasts"), Lines("borders"), 1.0 / stepsPerDegree);

        IReadOnlyList<Coordinate[]> Lines(string name) => [.. Unpack(world.RootElement.GetProperty(name).GetString()!)
            .Select(line => line.Select(point => new Coordinate((double)point.X / stepsPerDegree, (double)point.Y / stepsPerDegree))
            .ToArray())];
    }

    /// <summary>As <c>page/lines.js</c> writes them: numbers of five bits a letter, steps from point to point.</summary>
    static IEnumerable<List<(int X, int Y)>> Unpack(string text)
    {
        var (at, x, y) = (0, 0, 0);
        while (at < text.Length)
        {
            var line = new List<(int, int)>();
            for (var points = Take(); points > 0; points--) line.Add((x += Take(), y += Take()));
            yield return line;
        }

        int Take()
        {
            var number = 0;
            for (var shift = 0; ; shift += 5)
            {
                var value = Letters.IndexOf(text[at++], StringComparison.Ordinal);
                number |= (value & 31) << shift;
                if (value < 32) return (number & 1) != 0 ? -(number + 1) / 2 : number / 2;
            }
        }
    }
}
