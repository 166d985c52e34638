using System.Buffers.Binary;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Text.Json;
using Vegetation.Products.Report;

namespace Vegetation.Products.Viewer;

/// <summary>
/// The viewer: the template that <c>build.mjs</c> makes, with a run's data in the one block that no hash of its policy covers. So the
/// template, its script and their hashes are those of all runs.
/// </summary>
static class ViewerPage
{
    const string Place = "{{run}}";

    /// <summary>Writes viewer.html.</summary>
    /// <param name="cells">Those of which <paramref name="run"/> names layers, in its order of indices.</param>
    public static void Write(string folder, ViewerRun run, IReadOnlyList<PageCells> cells)
    {
        var template = Template();
        var at = template.IndexOf(Place, StringComparison.Ordinal);
        using var file = new StreamWriter(Path.Combine(folder, ProductNames.Viewer));
        file.Write(template.AsSpan(0, at));
        file.Write(Packed.Text(Data(run, cells)));
        file.Write(template.AsSpan(at + Place.Length));
    }

    /// <summary>
    /// Little endian: the length of the JSON in 4 bytes, the JSON, and of each layer with cells those as int16, Rows x Columns.
    /// </summary>
    static byte[] Data(ViewerRun run, IReadOnlyList<PageCells> cells)
    {
        using var data = new MemoryStream();
        var json = JsonSerializer.SerializeToUtf8Bytes(run, ViewerJson.Default.ViewerRun);
        Span<byte> length = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(length, json.Length);
        data.Write(length);
        data.Write(json);
        foreach (var page in cells)
            foreach (var layer in run.Indices.Single(index => index.Name == page.Mapped.Name).Layers.Where(layer => layer.HasCells))
                data.Write(MemoryMarshal.AsBytes<short>([.. page.Values(layer.Name)!]));
        return data.ToArray();
    }

    static string Template()
    {
        using var resource = Assembly.GetExecutingAssembly().GetManifestResourceStream("viewer/viewer.html")!;
        using var reader = new StreamReader(resource);
        return reader.ReadToEnd();
    }
}
