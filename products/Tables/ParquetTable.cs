using System.IO.Compression;
using System.Text.Json;
using Parquet;
using Parquet.Schema;
using Vegetation.Core.Sensors;

namespace Vegetation.Products.Tables;

/// <summary>
/// A Parquet file that is being written row by row, a group of rows in memory at a time. The same rows give the same bytes.
/// </summary>
sealed class ParquetTable : IAsyncDisposable
{
    const int FewRows = 10_240;

    static readonly ParquetOptions Options = new()
    {
        CompressionMethod = CompressionMethod.Zstd,
        CompressionLevel = CompressionLevel.Optimal, // the library's own default takes five times as long for a fifth fewer bytes
    };

    readonly IReadOnlyList<Column> columns;
    readonly FileStream file;
    readonly ParquetWriter writer;
    readonly int rowsOfAGroup;
    int rows;

    ParquetTable(IReadOnlyList<Column> columns, FileStream file, ParquetWriter writer, int rowsOfAGroup) =>
        (this.columns, this.file, this.writer, this.rowsOfAGroup) = (columns, file, writer, rowsOfAGroup);

    /// <param name="columns">New ones, which this file fills.</param>
    /// <param name="rowsOfAGroup">What a reader reads at least, and what is in memory at once.</param>
    public static async Task<ParquetTable> Create(string path, IReadOnlyList<Column> columns, int rowsOfAGroup = FewRows)
    {
        var file = File.Create(path);
        return new(columns, file,
            await ParquetWriter.CreateAsync(new ParquetSchema(columns.Select(column => column.Field)), file, Options), rowsOfAGroup);
    }

    /// <exception cref="InvalidDataException">A value is not of its column's type.</exception>
    public async Task Add(JsonElement row)
    {
        foreach (var column in columns) column.AddFrom(row, default);
        await EndRow();
    }

    /// <summary>Ends a row that was added column by column.</summary>
    public async ValueTask EndRow()
    {
        if (++rows % rowsOfAGroup == 0) await Flush();
    }

    /// <param name="notice">What the rows are made of.</param>
    /// <param name="metadata">Key and text of the file's own metadata beside the notice.</param>
    public async Task Finish(string notice, params (string Key, string Text)[] metadata)
    {
        if (rows % rowsOfAGroup > 0) await Flush();
        writer.CustomMetadata = metadata.Prepend((DataNotice.Tag, notice)).ToDictionary(StringComparer.Ordinal);
    }

    public async ValueTask DisposeAsync()
    {
        await writer.DisposeAsync();
        await file.DisposeAsync();
    }

    async Task Flush()
    {
        using var group = writer.CreateRowGroup();
        foreach (var leaf in columns.SelectMany(column => column.Leaves)) await leaf.Flush(group);
    }
}
