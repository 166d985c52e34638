using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Vegetation.Local.Jobs;

namespace Vegetation.Tests.Local;

public sealed class ShardingTests
{
    [Property]
    public bool Each_object_goes_to_exactly_one_instance(PositiveInt objects, PositiveInt instances)
    {
        var keys = Keys(objects.Get);
        return Sharding.Split(keys, instances.Get).SelectMany(shard => shard).Order(StringComparer.Ordinal)
            .SequenceEqual(keys.Order(StringComparer.Ordinal));
    }

    [Property]
    public bool No_instance_is_idle_while_another_has_two_objects(PositiveInt objects, PositiveInt instances)
    {
        var sizes = Sharding.Split(Keys(objects.Get), instances.Get).Select(shard => shard.Count).ToList();
        return sizes.Count == instances.Get && sizes.Max() - sizes.Min() <= 1;
    }

    static List<string> Keys(int count) => [.. Enumerable.Range(0, count).Select(n => $"runs/r/units/{n}.json")];
}
