using Vegetation.Core.Composites;
using Vegetation.Core.Indices;
using Vegetation.Core.Sensors;
using Vegetation.Core.Work;
using Vegetation.Worker;

namespace Vegetation.Tests.Worker;

/// <summary>How many units are in flight follows from memory and threads alone.</summary>
public sealed class CapacityTests
{
    const long Megabyte = 1 << 20;

    [Theory]
    [InlineData(10, 4, 13_000, 1, 3)] // as ever: one on all threads, three ahead
    [InlineData(10, 4, 1_000, 1, 1)] // never none
    [InlineData(20, 16, 50_000, 4, 12)]
    [InlineData(40, 2, 13_000, 2, 6)]
    [InlineData(40, 16, 13_000, 16, 48)]
    [InlineData(160, 4, 13_000, 4, 12)]
    [InlineData(160, 16, 13_000, 16, 48)]
    public void Coarse_units_are_computed_side_by_side(int metres, int threads, int megabytes, int computed, int ahead)
    {
        var load = UnitLoad.Of(Unit() with { Resolution = metres });
        var flight = new Flight(new(megabytes * Megabyte, threads, UnitsInFlight.AheadOfEach), load);
        flight.Fill();
        Assert.Equal((computed, ahead), (flight.Computed.Count, flight.Begun.Count));
        Assert.Equal(computed == 1 ? threads : computed * (threads / computed), flight.Threads.Sum());
        Assert.InRange(computed + ahead, 1, UnitsInFlight.Most(threads));
    }

    [Fact]
    public void The_last_unit_gets_the_threads_that_no_other_needs()
    {
        var capacity = new Capacity(13_000 * Megabyte, 8, 3);
        var load = UnitLoad.Of(Unit() with { Resolution = 160 });
        Assert.Equal(1, capacity.ThreadsFor(load, [load], [], busy: 0, isLast: false));
        Assert.Equal(8, capacity.ThreadsFor(load, [load], [], busy: 0, isLast: true));
        Assert.Equal(5, capacity.ThreadsFor(load, [load], [load], busy: 3, isLast: true));
    }

    /// <summary>Estimates as they were measured: see bench/README.md.</summary>
    [Theory]
    [InlineData(10, 900, 1050)]
    [InlineData(20, 200, 350)]
    [InlineData(40, 60, 150)]
    [InlineData(160, 20, 100)]
    public void A_unit_takes_what_its_resolution_takes(int metres, int least, int most) =>
        Assert.InRange(UnitLoad.Of(Unit() with { Resolution = metres }).Whole / Megabyte, least, most);

    [Fact]
    public void More_granules_and_exact_values_take_more()
    {
        var one = UnitLoad.Of(Unit());
        var two = UnitLoad.Of(Unit() with { AdditionalGranules = [Unit().Scene] });
        Assert.Equal(2 * one.Fetched, two.Fetched);
        Assert.True(two.Computing > one.Computing);
        Assert.True(UnitLoad.Of(Unit() with { Output = new(DataType: OutputDataType.Float32) }).Computing > one.Computing);
    }

    /// <summary>Files of the next acquisition, values of the one at work, and seven bytes a pixel.</summary>
    [Fact]
    public void A_composite_takes_what_its_state_and_the_next_acquisition_take()
    {
        var one = UnitLoad.Of(Unit());
        var window = new Compositing(CompositeRule.Best, new(2022, 6, 6, 0, 0, 0, TimeSpan.Zero), new(2022, 6, 13, 0, 0, 0, TimeSpan.Zero));
        var several = UnitLoad.Of(Unit() with { Composite = window, OtherAcquisitions = [new(Unit().Scene, [])] });
        Assert.Equal(one.Fetched, several.Fetched);
        Assert.InRange((several.Computing - one.Computing - one.Fetched) / (10_980.0 * 10_980), 9, 10);
        var granules = UnitLoad.Of(Unit() with { Composite = window, OtherAcquisitions = [new(Unit().Scene, [Unit().Scene])] });
        Assert.Equal(2 * one.Fetched, granules.Fetched);
    }

    [Fact]
    public void Whatever_units_come_and_end_memory_and_threads_suffice_and_none_waits_forever()
    {
        for (var seed = 0; seed < 2000; seed++)
        {
            var random = new Random(seed);
            var capacity = new Capacity(random.NextInt64(1, 5000 * Megabyte), random.Next(1, 40), random.Next(1, 17));
            var flight = new Flight(capacity, () => Any(random));
            for (var step = 0; step < 60; step++)
            {
                flight.Fill();
                Assert.NotEmpty(flight.Computed);
                Assert.NotEmpty(flight.Begun);
                Assert.InRange(flight.Threads.Sum(), 1, capacity.Threads);
                flight.EndOne(random);
            }
        }
    }

    static UnitLoad Any(Random random) =>
        new(random.NextInt64(1000 * Megabyte), random.NextInt64(1000 * Megabyte), Resolution.Metres[random.Next(Resolution.Metres.Count)]);

    static WorkUnit Unit() => TestScene.Plain(2, 2, 1000, 3000, 4).Unit("r", "n", "s");

    /// <summary>Units without end, each fetched as soon as it is begun.</summary>
    sealed class Flight(Capacity capacity, Func<UnitLoad> units)
    {
        UnitLoad next = units();

        public Flight(Capacity capacity, UnitLoad unit) : this(capacity, () => unit)
        {
        }

        public List<UnitLoad> Begun { get; } = [];
        public List<UnitLoad> Computed { get; } = [];
        public List<int> Threads { get; } = [];

        /// <summary>Begins and computes what it may. What is taken is within the budget, but for the ones that always may.</summary>
        public void Fill()
        {
            do
            {
                foreach (var unit in Begun.ToList()) TryCompute(unit);
                while (capacity.Admits(next, Begun, Computed))
                {
                    Assert.True(Begun.Count == 0 || Taken + next.Fetched <= capacity.Bytes);
                    Begun.Add(next);
                    next = units();
                }
            }
            while (Begun.ToList().Exists(TryCompute));
        }

        public void EndOne(Random random)
        {
            var at = random.Next(Computed.Count);
            Computed.RemoveAt(at);
            Threads.RemoveAt(at);
        }

        long Taken => Begun.Sum(unit => unit.Fetched) + Computed.Sum(unit => unit.Whole);

        bool TryCompute(UnitLoad unit)
        {
            var threads = capacity.ThreadsFor(unit, Begun, Computed, Threads.Sum(), isLast: false);
            if (threads == 0) return false;
            Assert.True(Computed.Count == 0 || Taken + unit.Computing <= capacity.Bytes);
            Begun.Remove(unit);
            Computed.Add(unit);
            Threads.Add(threads);
            return true;
        }
    }
}
