using System.Globalization;
using Vegetation.Core.Work;
using Vegetation.Tests.Raster;

namespace Vegetation.Tests.Worker;

/// <summary>Fault 47: the same bytes whatever the clock says, and wherever on Earth the machine believes to be.</summary>
public sealed class SurroundingsTests : IAsyncLifetime
{
    static readonly TestScene Scene = TestScene.Random(300, 200).WithClouds();

    RangeServer server = null!;

    public async Task InitializeAsync() => server = await RangeServer.Start();

    public async Task DisposeAsync() => await server.DisposeAsync();

    [Theory]
    [InlineData("a clock that was never set", "1970-01-01")]
    [InlineData("a clock far ahead", "2199-12-31")]
    public async Task Fault_47_the_clock_changes_no_byte(string clock, string date)
    {
        using var expected = new ShardRun();
        using var run = new ShardRun { Time = new(DateTimeOffset.Parse(
            date, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal)) };
        var unit = server.Serve(Scene);
        Assert.True((await expected.Run(unit)).Files.SequenceEqual((await run.Run(unit)).Files), clock);
    }

    [Fact]
    public async Task Fault_47_a_culture_with_commas_changes_no_byte()
    {
        using var expected = new ShardRun();
        using var run = new ShardRun();
        var unit = server.Serve(Scene);
        var plain = await expected.Run(unit);
        CultureInfo.CurrentCulture = Commas(); // of this test alone, and of all that it starts
        Assert.Equal("1,5", $"{1.5}");
        Assert.Equal(plain.Files, (await run.Run(unit)).Files);
    }

    [Fact]
    public void Fault_47_time_zone_and_locale_change_no_byte()
    {
        using var expected = new WorkerRun();
        using var run = new WorkerRun { Variables = { ["TZ"] = "Pacific/Apia", ["LC_ALL"] = "de_DE.UTF-8", ["LANG"] = "de_DE.UTF-8" } };
        using var locales = new TemporaryFolder();
        if (Tool.Find("/usr/bin/localedef") is { } localedef && Tool.Find("/usr/share/i18n/locales/de_DE") is not null)
        {
            // with commas for native code too, where the machine has none
            Tool.Run(localedef, "-i", "de_DE", "-f", "UTF-8", locales["de_DE.UTF-8"]);
            run.Variables["LOCPATH"] = locales.Path;
        }
        var unit = server.Serve(Scene);
        foreach (var worker in new[] { expected, run })
        {
            worker.Add(unit);
            Assert.Equal(0, worker.Run().Code);
        }
        Assert.Equal(expected.Products(), run.Products());
        Assert.Equal(expected.Record(TestScene.Id).Files, run.Record(TestScene.Id).Files);
    }

    static CultureInfo Commas()
    {
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        culture.NumberFormat.NumberDecimalSeparator = ",";
        culture.NumberFormat.NumberGroupSeparator = ".";
        culture.NumberFormat.NegativeSign = "\u2212";
        culture.DateTimeFormat.DateSeparator = ".";
        culture.DateTimeFormat.TimeSeparator = ".";
        return culture;
    }
}
