using Vegetation.Core.Composites;
using Vegetation.Core.Work;

namespace Vegetation.Tests.Worker;

/// <summary>A tile and its week of four acquisitions, of which a composite is made.</summary>
public abstract class CompositeTest : IAsyncLifetime, IDisposable
{
    private protected const short Nodata = -19999;
    private protected const int Width = 300, Height = 210;
    private protected static readonly DateTimeOffset Monday = new(2022, 6, 6, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Days of the window and scenes: clouds lie elsewhere in each, and the third sees the eastern part only.</summary>
    private protected static readonly (int Day, TestScene Scene)[] Week =
        [(2, Clouded(11, 0)), (5, Clouded(12, 25)), (4, West(Clouded(13, 50))), (7, Clouded(14, 75))];

    private protected readonly ShardRun run = new();
    private protected RangeServer server = null!;

    public async Task InitializeAsync() => server = await RangeServer.Start();

    public async Task DisposeAsync() => await server.DisposeAsync();

    public void Dispose() => run.Dispose();

    private protected WorkUnit Unit(CompositeRule rule, (int Day, TestScene Scene)[] week)
    {
        var composite = new Compositing(rule, Monday, Monday.AddDays(7));
        List<WorkUnit> units = [.. week.Select(day => Serve(Array.IndexOf(Week, day)))];
        return units[0] with
        {
            UnitId = UnitId.Of("32TPS", composite),
            Composite = composite,
            OtherAcquisitions = [.. units.Skip(1).Select(unit => new UnitAcquisition(unit.Scene, []))],
        };
    }

    private protected WorkUnit Serve(int number)
    {
        var unit = server.Serve(Week[number].Scene, $"day-{number}", $"S2A_32TPS_2022060{5 + Week[number].Day}_0_L2A");
        return unit with { Scene = unit.Scene with { Sensed = Monday.AddDays(Week[number].Day - 1).AddHours(10) } };
    }

    static TestScene Clouded(int seed, int shift)
    {
        var scene = TestScene.Random(Width, Height, seed);
        var width = scene.Coarse.Width;
        return scene with
        {
            Scl = [.. scene.Scl.Select((code, i) =>
                (i + shift) % width / 20 % 4 == 0 && i / width / 15 % 3 == 0 ? (byte)(8 + (i % 3)) : code is 3 or 8 or 9 or 10 ? (byte)4
                    : code)],
        };
    }

    /// <summary>Without data in the western third.</summary>
    static TestScene West(TestScene scene) => scene with
    {
        Red = [.. scene.Red.Select((dn, i) => i % Width < 100 ? (ushort)0 : dn)],
        Nir = [.. scene.Nir.Select((dn, i) => i % Width < 100 ? (ushort)0 : dn)],
        Scl = [.. scene.Scl.Select((code, i) => i % (Width / 2) < 50 ? (byte)0 : code)],
    };
}
