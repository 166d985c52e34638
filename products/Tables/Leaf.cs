using System.Text.Json;
using Parquet;
using Parquet.Schema;

namespace Vegetation.Products.Tables;

/// <summary>A column of plain values, as Parquet wants them: those that are there, and the levels of all.</summary>
/// <param name="read">The value of its JSON; null for what is none.</param>
/// <param name="expected">What the JSON has to be, for errors.</param>
sealed class Leaf<T>(DataField field, Func<JsonElement, T?> read, string expected) : Column(field), ILeaf
    where T : struct
{
    readonly List<T> values = [];
    readonly List<int> definitions = [], repetitions = [];

    public override IEnumerable<ILeaf> Leaves => [this];

    public override void Add(JsonElement? value, Levels levels)
    {
        if (IsMissing(value))
        {
            AddNull(levels);
            return;
        }
        values.Add(read(value!.Value) ?? throw Unexpected(value.Value, expected));
        Append(levels.Present);
    }

    /// <summary>The value of a row of a table without nesting; null where there is none.</summary>
    public void Add(T? value)
    {
        if (value is { } there) values.Add(there);
        Append(value is null ? default : default(Levels).Present);
    }

    void ILeaf.AddNull(Levels levels) => Append(levels);

    public async Task Flush(ParquetRowGroupWriter group)
    {
        ReadOnlyMemory<int>? repeated = field.MaxRepetitionLevel > 0 ? repetitions.ToArray() : null;
        await group.WriteAllPartsAsync<T>(field, values.ToArray(), definitions.ToArray(), repeated, CancellationToken.None);
        values.Clear();
        definitions.Clear();
        repetitions.Clear();
    }

    void Append(Levels levels)
    {
        definitions.Add(levels.Definition);
        repetitions.Add(levels.Repetition);
    }
}
