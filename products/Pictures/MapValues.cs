using SkiaSharp;
using Vegetation.Products.Ledger;
using Vegetation.Products.Maps;

namespace Vegetation.Products.Pictures;

/// <summary>The values of a map over the gaps between them: those of its cells, and below these those of the tiles.</summary>
sealed class MapValues
{
    readonly MapLayout layout;
    readonly RasterImage cells;
    readonly IReadOnlyList<LedgerRow> rows;

    /// <param name="values">As large as the plot.</param>
    /// <param name="map">This week's.</param>
    /// <param name="rows">Of the ledger.</param>
    public MapValues(MapLayout layout, RasterImage values, WorldMap map, IReadOnlyList<LedgerRow>? rows)
    {
        (this.layout, this.rows) = (layout, rows ?? []);
        var gaps = CellGaps.Of(map, values.Width, values.Height);
        cells = values.Over(gaps);
        Gaps = gaps.Over(TileGaps.Of(layout, this.rows)).ColoursBeside(values);
    }

    /// <summary>The colours of the gaps that there are; that of what is hatched is the colour of its lines.</summary>
    public IReadOnlySet<uint> Gaps { get; }

    public void Draw(Canvas canvas)
    {
        TileGaps.Draw(canvas, layout, rows);
        using var image = cells.ToImage();
        using var pattern = image.ToShader();
        using var paint = new SKPaint { Shader = pattern };
        canvas.Skia.Save();
        canvas.Skia.Translate(layout.Plot.Left, layout.Plot.Top);
        canvas.Skia.DrawRect(0, 0, image.Width, image.Height, paint);
        canvas.Skia.Restore();
    }
}
