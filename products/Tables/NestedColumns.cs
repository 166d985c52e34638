using System.Text.Json;
using Parquet.Schema;

namespace Vegetation.Products.Tables;

/// <summary>Named columns in one. Of a JSON array it takes the elements in its columns' order.</summary>
sealed class Struct(string name, params Column[] columns) : Column(new StructField(name, [.. columns.Select(column => column.Field)]))
{
    public override IEnumerable<ILeaf> Leaves => columns.SelectMany(column => column.Leaves);

    public override void Add(JsonElement? value, Levels levels)
    {
        switch (value)
        {
            case { ValueKind: JsonValueKind.Object }:
                foreach (var column in columns) column.AddFrom(value, levels.Present);
                break;
            case { ValueKind: JsonValueKind.Array } elements when elements.GetArrayLength() == columns.Length:
                foreach (var (column, element) in columns.Zip(elements.EnumerateArray())) column.Add(element, levels.Present);
                break;
            case { ValueKind: not JsonValueKind.Null } other:
                throw Unexpected(other, $"an object, or an array of {columns.Length}");
            default:
                AddNull(levels);
                break;
        }
    }
}

/// <summary>Any number of values of one kind.</summary>
sealed class ListOf(string name, Column element) : Column(new ListField(name, element.Field))
{
    public override IEnumerable<ILeaf> Leaves => element.Leaves;

    public override void Add(JsonElement? value, Levels levels)
    {
        if (IsMissing(value))
        {
            AddNull(levels);
            return;
        }
        if (value!.Value.ValueKind != JsonValueKind.Array) throw Unexpected(value.Value, "an array");
        if (value.Value.GetArrayLength() == 0) AddNull(levels.Present);
        var isFirst = true;
        foreach (var item in value.Value.EnumerateArray())
        {
            element.Add(item, levels.Element(isFirst));
            isFirst = false;
        }
    }
}
