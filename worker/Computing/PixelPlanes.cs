using Vegetation.Worker.Accumulating;
using Vegetation.Worker.Reading;

namespace Vegetation.Worker.Computing;

/// <summary>The values of all indices on the working grid, with why each pixel has one or not.</summary>
internal sealed class PixelPlanes(WorkingGrid grid, IReadOnlyList<IndexRoom> rooms)
{
    public IReadOnlyList<IndexRoom> Rooms => rooms;

    /// <summary><see cref="MaskReason"/>, a plane for each index.</summary>
    public IReadOnlyList<byte[]> Reasons { get; } = [.. rooms.Select(_ => new byte[grid.Count])];

    public static PixelPlanes Like(WorkingGrid grid, IReadOnlyList<IndexRoom> rooms, PixelLease lease) =>
        new(grid, [.. rooms.Select(room => IndexRoom.New(room.Index, grid, room.Exact.Length > 0, lease))]);

    /// <summary>No data anywhere.</summary>
    public void Clear()
    {
        foreach (var room in rooms)
        {
            room.Values.AsSpan().Fill(SpectralIndex.Nodata);
            room.Exact.AsSpan().Fill(float.NaN);
        }
        foreach (var plane in Reasons) plane.AsSpan().Fill((byte)MaskReason.Nodata);
    }

    /// <summary>Keeps the reasons of a row whose values are there already.</summary>
    public void Keep(PixelWindow window, int row, int index, ReadOnlySpan<byte> reasons) =>
        reasons.CopyTo(Reasons[index].AsSpan(grid.IndexOf(window, row), window.Width));

    /// <summary>Counts all pixels.</summary>
    /// <param name="classes">Of the whole.</param>
    public SceneSums Count(ClassMap classes, RowSink take, int threads, CancellationToken cancellationToken)
    {
        List<SpectralIndex> indices = [.. rooms.Select(room => room.Index)];
        var all = new SceneSums(indices);
        EachRow(threads, cancellationToken, () => (Sums: new SceneSums(indices), Classes: new RowClasses(grid)), (window, row, mine) =>
        {
            var (start, width) = (grid.IndexOf(window, row), window.Width);
            mine.Classes.Load(classes, window, row);
            for (var i = 0; i < rooms.Count; i++)
                take(window, row, i, rooms[i].ValuesOf(start, width), Reasons[i].AsSpan(start, width), mine.Classes, mine.Sums);
        }, mine => all.Add(mine.Sums));
        return all;
    }

    public void EachRow<TOwn>(
        int threads, CancellationToken cancellationToken, Func<TOwn> begin, Action<PixelWindow, int, TOwn> work, Action<TOwn> end)
    {
        var gate = new Lock();
        Parallels.ForEach(threads, cancellationToken, PixelWindow.Of(grid.Pixels, grid.Pixels.Width, 1), begin, (window, own) =>
        {
            for (var row = window.RowStart; row < window.RowStop; row++) work(window, row, own);
        }, own =>
        {
            lock (gate) end(own);
        });
    }
}
