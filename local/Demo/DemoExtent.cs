using System.Text.Json.Nodes;

namespace Vegetation.Local.Demo;

/// <summary>
/// The extent of a demonstration world: tiles of the real grid on both sides of the border of zones 32 and 33 at 12 degrees east,
/// and the box that requests them.
/// </summary>
internal sealed class DemoExtent
{
    readonly double[] box;

    DemoExtent(double[] box, params string[] rows) =>
        (this.box, Tiles) = (box, [.. rows.SelectMany(row => row.Split(' ')).Select(DemoTile.Named)]);

    /// <summary>Twelve tiles from Tyrol to Slovenia.</summary>
    public static DemoExtent Demonstration { get; } = new(
        [10.5, 45.2, 14.9, 47.7],
        "32TPT 32TQT 33TUN 33TVN",
        "32TPS 32TQS 33TUM 33TVM",
        "32TPR 32TQR 33TUL 33TVL");

    /// <summary>The same with all neighbouring tiles: thirty, so that the run is long enough to be disturbed at any moment.</summary>
    public static DemoExtent Enlarged { get; } = new(
        [9.1, 44.3, 16.2, 48.6],
        "32UNU 32UPU 32UQU 33UUP 33UVP 33UWP",
        "32TNT 32TPT 32TQT 33TUN 33TVN 33TWN",
        "32TNS 32TPS 32TQS 33TUM 33TVM 33TWM",
        "32TNR 32TPR 32TQR 33TUL 33TVL 33TWL",
        "32TNQ 32TPQ 32TQQ 33TUK 33TVK 33TWK");

    internal IReadOnlyList<DemoTile> Tiles { get; }

    /// <summary>West, south, east, north in degrees.</summary>
    internal JsonArray Box => [.. box.Select(side => (JsonNode)side)];

    /// <summary>The same, as a box of the domain.</summary>
    internal (double West, double South, double East, double North) Bounds => (box[0], box[1], box[2], box[3]);
}
