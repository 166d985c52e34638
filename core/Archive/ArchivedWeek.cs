using System.Globalization;
using System.Text.Json;
using Vegetation.Core.Sums;

namespace Vegetation.Core.Archive;

/// <summary>
/// The first line of an archived week, JSON; its sums follow as a <see cref="CellStream"/>. All but the run must be as expected: sums of
/// another index, resolution, composite or other rules are never mixed.
/// </summary>
/// <param name="Grid">Stands for the area and the cells.</param>
/// <param name="Resolution">Metres.</param>
public sealed record ArchivedWeek(
    string Week, string RunId, string Grid, int CellsPerDegree, string Index, int Resolution, string Composite, string Rules)
{
    const int MostHeaderBytes = 4096;

    public void Write(Stream stream, CellBlocks cells)
    {
        stream.Write(JsonSerializer.SerializeToUtf8Bytes(this, CoreJson.Default.ArchivedWeek));
        stream.WriteByte((byte)'\n');
        cells.WriteTo(stream);
    }

    /// <summary>Hands out the cells of an archived week that is this one, whichever run wrote it.</summary>
    /// <param name="name">What is read, for errors.</param>
    /// <exception cref="InvalidDataException">It is something else, or damaged.</exception>
    public void Read(Stream stream, string name, Action<long, CellSum> add)
    {
        var found = ReadHeader(stream, name);
        if (found with { RunId = RunId } != this)
            throw new InvalidDataException($"{name} holds {found.Subject}; expected {Subject}");
        var grid = new CellGrid(CellsPerDegree);
        CellStream.Read(stream, grid, name, (cell, sum) =>
        {
            grid.RequireCell(cell, name);
            add(cell, sum);
        });
    }

    string Subject => string.Create(
        CultureInfo.InvariantCulture,
        $"{Index} at {Resolution} m, composite {Composite}, {Rules}, {CellsPerDegree} cells a degree of grid {Grid}, {Week}");

    static ArchivedWeek ReadHeader(Stream stream, string name)
    {
        var line = new List<byte>();
        int next;
        while (line.Count < MostHeaderBytes && (next = stream.ReadByte()) is not (-1 or '\n')) line.Add((byte)next);
        try
        {
            return JsonSerializer.Deserialize([.. line], CoreJson.Default.ArchivedWeek) ?? throw new JsonException("it is null");
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"{name} is not an archived week: {e.Message}", e);
        }
    }
}
