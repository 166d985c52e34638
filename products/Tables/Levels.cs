namespace Vegetation.Products.Tables;

/// <summary>
/// How deep a value of a row is nested, as Parquet counts it (apache/parquet-format, "Nested Encoding"): a null is told by the level down
/// to which there is something.
/// </summary>
/// <param name="Definition">How many of the optional and repeated levels above the value are there.</param>
/// <param name="Repetition">Which list goes on with the value: 0 begins a row.</param>
/// <param name="Lists">How many lists the value lies in.</param>
readonly record struct Levels(int Definition, int Repetition, int Lists)
{
    public Levels Present => this with { Definition = Definition + 1 };

    /// <summary>Of an element of the list that lies here.</summary>
    public Levels Element(bool isFirst) => new(Definition + 2, isFirst ? Repetition : Lists + 1, Lists + 1);
}
