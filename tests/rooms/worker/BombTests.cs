using System.Diagnostics;
using System.IO.Compression;
using Vegetation.Core.Work;
using Vegetation.Tests.Raster;

namespace Vegetation.Tests.Worker;

/// <summary>
/// Fault 33: small files that claim to be large. The worker refuses them by their headers, and its memory stays what it is.
/// </summary>
public sealed class BombTests : IAsyncLifetime, IDisposable
{
    const long MemoryLimit = 400L << 20;

    static readonly TestScene Scene = TestScene.Random(200, 160);
    static readonly TiffFile Red = TiffFile.Of(Scene, "red") with { BlockWidth = 64, BlockHeight = 64 };

    readonly WorkerRun run = new();
    readonly TemporaryFolder folder = new();
    RangeServer server = null!;

    public async Task InitializeAsync() => server = await RangeServer.Start();

    public async Task DisposeAsync() => await server.DisposeAsync();

    public void Dispose()
    {
        run.Dispose();
        folder.Dispose();
    }

    [Fact]
    public void Fault_33_bombs_are_refused_and_memory_stays_capped()
    {
        (byte[] File, UnitStatus Status, string Reason)[] bombs =
        [
            (Lie((256, 1_000_000), (257, 1_000_000)), UnitStatus.Invalid, "grid"),
            (Lie((256, int.MaxValue), (257, int.MaxValue)), UnitStatus.Invalid, "not-a-tiff"),
            (Lie((256, 16384), (257, 16384), (322, 16), (323, 16)), UnitStatus.Invalid, "grid"),
            (Lie((322, 1 << 20), (323, 1 << 20)), UnitStatus.Invalid, "grid"),
            (Lie((322, 16384), (323, 16384)), UnitStatus.Invalid, "grid"),
            ((TiffFile.Of(Scene, "red") with { BlockWidth = 0, BlockHeight = 1000,
                Lies = new() { [256] = [16000], [257] = [16000], [278] = [16000] } }).Bytes(), UnitStatus.Invalid, "grid"),
            (Lie((277, 60000)), UnitStatus.Invalid, "grid"),
        ];
        var id = 10;
        var units = bombs.Select(bomb => Serve(bomb.File, $"S2A_32TPS_202206{id++}_0_L2A")).ToList();
        units.Add(Serve((Red with { NextDirectory = 8 }).Bytes(), "S2A_32TPS_20220626_0_L2A")); // its next directory is itself
        units.Add(Serve(DeflateBomb(), "S2A_32TPS_20220627_0_L2A"));
        units.ForEach(run.Add);

        var (code, peak) = Run();

        Assert.Equal(0, code);
        for (var i = 0; i < bombs.Length; i++) Assert.Equal(
            (i, bombs[i].Status, bombs[i].Reason), (i, run.Record(units[i].UnitId).Status, run.Record(units[i].UnitId).Reason!));
        Assert.True(run.Record("S2A_32TPS_20220626_0_L2A").IsProduct);
        Assert.Equal(Reference.Ndvi(Scene), run.Ndvi("S2A_32TPS_20220626_0_L2A"));
        Assert.Equal((UnitStatus.Failed, "decode"), (run.Record("S2A_32TPS_20220627_0_L2A").Status,
            run.Record("S2A_32TPS_20220627_0_L2A").Reason));
        Assert.InRange(peak, 1, MemoryLimit);
    }

    /// <summary>A block of 8 kB that unpacks to 256 MB.</summary>
    static byte[] DeflateBomb()
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Optimal))
            for (var i = 0; i < 256; i++) zlib.Write(new byte[1 << 20]);
        var (bytes, starts) = Red.Write();
        var bomb = packed.ToArray();
        var at = bytes.Length;
        return (Red with { Lies = new() { [324] = [at, .. starts[1..].Select(s => (double)s)], [325] = [bomb.Length, .. Lengths()] } })
            .Bytes().Concat(bomb).ToArray();

        IEnumerable<double> Lengths() => starts[1..].Zip([.. starts[2..], bytes.Length], (start, end) => (double)(end - start));
    }

    static byte[] Lie(params (int Tag, double Value)[] lies) =>
        (Red with { Lies = lies.ToDictionary(lie => lie.Tag, lie => new[] { lie.Value }) }).Bytes();

    (int Code, long PeakBytes) Run()
    {
        using var process = run.Start();
        var read = Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        var peak = 0L;
        while (!process.WaitForExit(5))
        {
            process.Refresh();
            try
            {
                peak = Math.Max(peak, process.PeakWorkingSet64);
            }
            catch (InvalidOperationException)
            {
                break; // it has just ended
            }
        }
        process.WaitForExit();
        return (process.ExitCode, peak);
    }

    WorkUnit Serve(byte[] red, string id) => Scene.Unit(
        server.Serve($"{id}-red.tif", red), server.Serve("nir.tif", Scene.File(folder.Path, "nir")),
            server.Serve("scl.tif", Scene.File(folder.Path, "scl")), id);
}
