using Vegetation.Core.Sensors;
using Vegetation.Core.Work;
using Vegetation.Raster;
using Vegetation.Tests.Raster;
using Vegetation.Worker.Contract;
using Vegetation.Worker.Fetching;

namespace Vegetation.Tests.Worker;

/// <summary>Of each file one level is fetched, by one request from the beginning or by its header first.</summary>
public sealed class FirstRequestTests : IAsyncLifetime, IDisposable
{
    const int Header = 4096, Enough = 1 << 20;

    static readonly GeoGrid Grid = new(1100, 700, 600000, 5200020, 10, 32632);
    static readonly FirstRequests Table = new(new Dictionary<int, int>
    {
        [10] = Header, [20] = Header, [40] = Header, [80] = 60_000, [160] = 20_000,
    }, Enough);

    readonly TemporaryFolder folder = new();
    readonly Settings settings = Settings.Read(name => name == "ALLOW_LOOPBACK" ? "1" : null);
    RangeServer server = null!;
    WorkUnit unit = null!;
    byte[] band = null!;

    public async Task InitializeAsync()
    {
        server = await RangeServer.Start();
        band = Band("band.tif");
        unit = TestScene.Random(1100, 700).Unit(
            server.Serve("red.tif", band), server.Serve("nir.tif", band),
            server.Serve("scl.tif", TestScene.Random(1100, 700).File(folder.Path, "scl")));
    }

    public async Task DisposeAsync() => await server.DisposeAsync();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(20, 2)] // header, then exactly the level
    [InlineData(40, 2)]
    [InlineData(80, 1)] // one from the beginning
    [InlineData(160, 1)]
    public async Task A_level_takes_as_many_requests_and_bytes_as_its_row_says(int metres, int requests)
    {
        var level = Level(metres);
        var (start, end) = Range(level);
        using var fetched = await Fetch(metres, Table);
        Assert.Equal((requests, requests, 1), (server.Count("red.tif"), server.Count("nir.tif"), server.Count("scl.tif")));
        var expected = requests == 1 ? Table.Bands[metres] : Header + end - Math.Max(Header, start);
        var asked = server.Requests.Where(request => request.Path == "/red.tif").Sum(request => request.To - request.From + 1);
        Assert.Equal(expected, asked);
        Assert.InRange(asked, end - start, (end - start) + Table.Bands[metres]);
        Assert.Equal(Samples(band, level), Samples(fetched, level));
    }

    [Theory]
    [InlineData(20)]
    [InlineData(80)]
    [InlineData(160)]
    public async Task A_guess_that_is_too_small_gives_the_same_pixels_with_one_more_request(int metres)
    {
        var (start, end) = Range(Level(metres));
        foreach (var guess in new[] { start - 10, start + 10, end - 1 })
        {
            server.Requests.Clear();
            var small = Table with { Bands = new Dictionary<int, int> { [metres] = (int)Math.Max(Header, guess) } };
            using var fetched = await Fetch(metres, small);
            Assert.Equal(2, server.Count("red.tif"));
            Assert.Equal(Samples(band, Level(metres)), Samples(fetched, Level(metres)));
        }
    }

    [Fact]
    public async Task A_guess_too_small_for_the_header_gets_the_whole_file()
    {
        using var fetched = await Fetch(40, Table with { Bands = new Dictionary<int, int> { [40] = 700 } });
        Assert.Equal(band, fetched.Granules[0][BandRole.Red].Bytes.ToArray());
    }

    [Theory]
    [InlineData("a header is that of no TIFF", Header)]
    [InlineData("another file has none", 0)]
    public async Task Of_a_scene_that_fails_no_first_bytes_stay_rented(string row, int served)
    {
        server.Serve("nir.tif", new byte[served]);
        using var rented = new RentedArrays();
        await Assert.ThrowsAsync<UnitFailure>(
            () => Fetch(20, Table with { Bands = new Dictionary<int, int> { [20] = RentedArrays.Size } }));
        Assert.True((rented.Ever, rented.Now) == (2, 0), $"{row}: {rented.Ever} were rented, {rented.Now} still are");
    }

    /// <summary>What was not fetched reads as zeros: a tag must not be missing because its value lies beyond the first request.</summary>
    [Theory]
    [InlineData(10)]
    [InlineData(40)]
    public async Task Wherever_the_first_request_cuts_the_header_no_tag_is_missing(int metres)
    {
        using var whole = Pictures.InMemory(band);
        using var expected = RasterReader.OpenMemory(whole);
        for (var guess = 500; guess < 1600; guess += 60)
        {
            using var fetched = await Fetch(metres, Table with { Bands = new Dictionary<int, int> { [metres] = guess } });
            using var reader = RasterReader.OpenMemory(fetched.Granules[0][BandRole.Red]);
            Assert.Equal(
                (expected.Grid, expected.Nodata, expected.Tag(CogWriter.EncoderItem)),
                (reader.Grid, reader.Nodata, reader.Tag(CogWriter.EncoderItem)));
            Assert.Equal(Samples(band, Level(metres)), Samples(fetched, Level(metres)));
        }
    }

    /// <summary>Overviews that were added later stand behind all else, and so do their headers.</summary>
    [Fact]
    public async Task Where_levels_are_not_in_the_order_of_a_COG_nothing_is_missing()
    {
        Tool.Run("gdal_translate", "-q", "-co", "TILED=YES", "-co", "COMPRESS=DEFLATE", "-co", "COPY_SRC_OVERVIEWS=NO", folder["band.tif"],
            folder["plain.tif"]);
        Tool.Run("gdaladdo", "-q", "-r", "average", folder["plain.tif"], "2", "4", "8");
        var plain = File.ReadAllBytes(folder["plain.tif"]);
        server.Serve("red.tif", plain);
        using var fetched = await Fetch(40, Table);
        Assert.Equal(Samples(plain, 2), Samples(fetched, 2));
    }

    [Theory]
    [InlineData("NEAREST")]
    [InlineData("MODE")]
    public async Task Overviews_that_are_said_to_be_no_averages_are_refused(string resampling)
    {
        using var run = new ShardRun();
        Tool.Run("gdal_translate", "-q", "-co", "TILED=YES", "-co", "COPY_SRC_OVERVIEWS=YES", "-co", "COMPRESS=DEFLATE", "-mo",
            $"OVR_RESAMPLING_ALG={resampling}", folder["band.tif"], folder["said.tif"]);
        server.Serve("red.tif", File.ReadAllBytes(folder["said.tif"]));
        var record = await run.Run(unit with { Resolution = 20 });
        Assert.Equal((UnitStatus.Invalid, "grid"), (record.Status, record.Reason));
        Assert.Contains($"made by {resampling}; expected AVERAGE", record.Detail);
    }

    [Fact]
    public void The_table_has_a_row_for_each_resolution_and_real_levels_fit_in_what_it_asks_first()
    {
        Assert.Equal(Resolution.Metres, FirstRequests.Default.Bands.Keys.Order());
        var red = Sensor.Sentinel2[BandRole.Red];
        Assert.InRange(567_422 * 1.35, 1, FirstRequests.Default.Of(red, 4)); // where the level ends in an old B04, x B08 of collection 1
        Assert.InRange(2_747_961 * 1.35, 1, FirstRequests.Default.Of(red, 3));
        Assert.InRange(3_080_000, 1, FirstRequests.Default.Of(Sensor.Sentinel2[BandRole.Classes], 0));
    }

    static int Level(int metres) => Resolution.LevelOf(metres, Sensor.Sentinel2[BandRole.Red]);

    async Task<FetchedUnit> Fetch(int metres, FirstRequests first)
    {
        using var http = AssetReader.NewClient(settings);
        var backoff = new Backoff(TimeProvider.System, () => 0, settings.Stall);
        var fetcher = new UnitFetcher(new ItemReader(settings, http, backoff, TimeProvider.System),
            new SceneFetcher(settings, new AssetReader(http, backoff), first, TimeProvider.System));
        return await fetcher.Fetch(unit with { Resolution = metres }, default);
    }

    (long Start, long End) Range(int level)
    {
        using var file = Pictures.InMemory(band);
        using var reader = RasterReader.OpenMemory(file, level);
        return reader.BlockRange()!.Value;
    }

    static ushort[] Samples(byte[] bytes, int level)
    {
        using var file = Pictures.InMemory(bytes);
        return Samples(file, level);
    }

    static ushort[] Samples(FetchedUnit fetched, int level) => Samples(fetched.Granules[0][BandRole.Red], level);

    static ushort[] Samples(MemoryFile file, int level)
    {
        using var reader = RasterReader.OpenMemory(file, level);
        var samples = new ushort[reader.Width * reader.Height];
        reader.Read<ushort>(1, 0, 0, reader.Width, reader.Height, samples);
        return samples;
    }

    /// <summary>A COG of noise, whose levels have about 4 kB for the coarsest and four times as much for each other.</summary>
    byte[] Band(string name)
    {
        var random = new Random(1);
        ushort[] pixels = [.. Enumerable.Range(0, Grid.Width * Grid.Height).Select(_ => (ushort)random.Next(2, 9000))];
        CogWriter.Write<ushort>(folder[name], Grid, [pixels], 0, [new("band")], new(BlockSize: 128));
        return File.ReadAllBytes(folder[name]);
    }
}
