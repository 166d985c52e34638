using System.Text.Json;
using Parquet;
using Parquet.Schema;
using Vegetation.Core.Requests;

namespace Vegetation.Products.Tables;

/// <summary>A column of a table that is being written, and what it holds so far. Every value may be missing.</summary>
abstract class Column(Field field)
{
    public Field Field { get; } = field;

    /// <summary>Where in a row's JSON the value stands.</summary>
    public IReadOnlyList<string> Path { get; private set; } = [field.Name];

    /// <summary>The columns of plain values that make it up, in the order of the schema.</summary>
    public abstract IEnumerable<ILeaf> Leaves { get; }

    public Column At(params string[] path)
    {
        Path = path;
        return this;
    }

    /// <summary>Takes the value from what holds it.</summary>
    /// <exception cref="InvalidDataException">It is of another type; the message names the column.</exception>
    public void AddFrom(JsonElement? parent, Levels levels)
    {
        var value = parent;
        foreach (var name in Path)
            value = value is { ValueKind: JsonValueKind.Object } fields && fields.TryGetProperty(name, out var found) ? found : null;
        Add(value, levels);
    }

    public abstract void Add(JsonElement? value, Levels levels);

    /// <summary>What is missing is missing in all columns below.</summary>
    protected void AddNull(Levels levels)
    {
        foreach (var leaf in Leaves) leaf.AddNull(levels);
    }

    protected InvalidDataException Unexpected(JsonElement value, string expected) =>
        new($"{string.Join('/', Path)}: got {Quote.Shortly(value)}; expected {expected}");

    protected static bool IsMissing(JsonElement? value) => value is null or { ValueKind: JsonValueKind.Null };
}

/// <summary>A column of plain values.</summary>
interface ILeaf
{
    void AddNull(Levels levels);

    /// <summary>Writes what was added as one row group's column, and forgets it.</summary>
    Task Flush(ParquetRowGroupWriter group);
}
