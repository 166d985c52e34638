using Vegetation.Core.Composites;
using Vegetation.Core.Geography;
using Vegetation.Core.Scenes;
using Vegetation.Core.Sensors;
using Vegetation.Core.Work;
using Vegetation.Raster;

namespace Vegetation.Bench.Scenes;

/// <summary>
/// One scene of full size in the layout of Earth Search's files: red and nir 10980 x 10980 uint16, DEFLATE with predictor 2, blocks of 1024
/// and averaged overviews in blocks of 512; SCL 5490 x 5490 in blocks of 512, overviews by MODE. Smooth land with noise of every pixel's
/// own, and clouds and parcels of every size down to a pixel, so that a band has about 200 MB and SCL 3 MB, as files of real land have.
/// Made once, the same each time.
/// </summary>
internal sealed class FullScene
{
    public const int Size = 10980;
    const double NoiseDeviation = 45;

    public static readonly GeoGrid Grid = new(Size, Size, 600000, 5200020, 10, 32632);

    FullScene(string folder) => Folder = folder;

    public string Folder { get; }

    public static FullScene Prepare(string root)
    {
        var scene = new FullScene(Path.Combine(root, "scene-4"));
        if (File.Exists(Path.Combine(scene.Folder, "SCL.tif"))) return scene;
        Directory.CreateDirectory(scene.Folder);
        Console.Error.WriteLine($"Generating a scene of {Size} x {Size} pixels in {scene.Folder}");
        scene.WriteBand("B04.tif", 10, (land, noise) => 1300 + (900 * land) + (NoiseDeviation * noise));
        scene.WriteBand("B08.tif", 10, (land, noise) => 4300 - (1500 * land) + (1.2 * NoiseDeviation * noise));
        scene.WriteBand("B11.tif", 20, (land, noise) => 2100 + (1200 * land) + (NoiseDeviation * noise));
        scene.WriteClasses();
        return scene;
    }

    /// <summary>Acquisitions of a composite.</summary>
    const int Acquisitions = 3;

    /// <summary>
    /// The work unit of this scene, or of a composite of three like it, served at an address; ids differ by their number.
    /// </summary>
    public static WorkUnit Unit(Uri address, int number, BenchOptions options)
    {
        var unit = Single(address, number, options);
        if (options.Composite == CompositeRule.None) return unit;
        var (others, first) = (Enumerable.Range(1, Acquisitions - 1), unit.Scene.Sensed.AddDays(-3));
        return unit with
        {
            UnitId = $"32TPS_20230609_2023{number:0000}_{options.Composite.ToString().ToLowerInvariant()}",
            Composite = new(options.Composite, first, first.AddDays(7)),
            OtherAcquisitions = [.. others.Select(day => new UnitAcquisition(Single(address, number + (1000 * day), options).Scene with
            {
                Sensed = unit.Scene.Sensed.AddDays(day),
            }, []))],
        };
    }

    /// <summary>Ids have two digits for the granules of a day.</summary>
    static string SceneId(int number) => $"S2A_32TPS_{new DateTime(2023, 6, 12).AddDays(number / 100):yyyyMMdd}_{number % 100}_L2A";

    static WorkUnit Single(Uri address, int number, BenchOptions options) => new(SceneId(number), "bench", new Scene
    {
        Id = SceneId(number),
        Collection = "sentinel-2-c1-l2a",
        Catalog = "bench",
        Tile = "32TPS",
        Sensed = new(2023, 6, 12, 10, 0, 0, TimeSpan.Zero),
        Epsg = Grid.Epsg,
        Assets = Sensor.Sentinel2.Bands.Where(band => !band.IsOptional).ToDictionary(band => band.Name, band => new SceneAsset(
            new Uri(address, FileOf(band)).ToString(), Size * 10 / band.Metres, Size * 10 / band.Metres)),
        Baseline = "05.09",
        DeclaredOffset = -0.1,
    }, new([0, 1, 3, 8, 9, 10, 11], 2), [], 20) { Resolution = options.Resolution, Indices = options.Indices };

    /// <summary>Bands of one size share a file.</summary>
    static string FileOf(SensorBand band) => band switch
    {
        { Role: BandRole.Classes } => "SCL.tif",
        { Role: BandRole.Nir } => "B08.tif",
        { Metres: 10 } => "B04.tif",
        _ => "B11.tif",
    };

    void WriteBand(string name, int metres, Func<double, double, double> value)
    {
        var (size, ratio) = (Size * 10 / metres, metres / 10);
        var pixels = new ushort[size * size];
        Parallel.For(0, size, row =>
        {
            var noise = new PixelNoise(HashCode(name, row));
            for (var column = 0; column < size; column++)
                pixels[(row * size) + column] = (ushort)Math.Clamp(value(Land.At(column * ratio, row * ratio), noise.Next()), 1, 30000);
        });
        var (grid, block) = (new GeoGrid(size, size, Grid.OriginX, Grid.OriginY, metres, Grid.Epsg), metres == 10 ? 1024 : 512);
        Write(name, block, "AVERAGE", path => CogWriter.Write<ushort>(path, grid, [pixels], 0, [new(name)], new(BlockSize: block)));
    }

    void WriteClasses()
    {
        const int half = Size / 2;
        var codes = new byte[half * half];
        Parallel.For(0, half, row =>
        {
            for (var column = 0; column < half; column++) codes[(row * half) + column] = Land.ClassAt(column, row);
        });
        var grid = new GeoGrid(half, half, Grid.OriginX, Grid.OriginY, 20, Grid.Epsg);
        Write("SCL.tif", 512, "MODE", path => CogWriter.Write<byte>(path, grid, [codes], 0, [new("SCL")],
            new(OverviewResampling: "MODE", BlockSize: 512)));
    }

    // The COG driver has one block size for all levels; real files have smaller blocks in their overviews.
    void Write(string name, int blockSize, string resampling, Action<string> write)
    {
        var (draft, file) = (Path.Combine(Folder, $"draft-{name}"), Path.Combine(Folder, name));
        write(draft);
        Timed.Run("gdal_translate", "-q", draft, file, "-co", "TILED=YES", "-co", $"BLOCKXSIZE={blockSize}", "-co",
            $"BLOCKYSIZE={blockSize}",
            "-mo", $"OVR_RESAMPLING_ALG={resampling}",
            "-co", "COMPRESS=DEFLATE", "-co", "PREDICTOR=2", "-co", "COPY_SRC_OVERVIEWS=YES", "-co", "NUM_THREADS=ALL_CPUS",
            "--config", "GDAL_TIFF_OVR_BLOCKSIZE", $"{blockSize / 2}");
        File.Delete(draft);
    }

    static ulong HashCode(string name, int row) => ((ulong)name[2] << 32) + (ulong)row;
}
