using System.Text;
using System.Text.Json;
using Vegetation.Core.Scenes;

namespace Vegetation.Functions.Catalogs;

/// <summary>
/// Reads a catalog's items one at a time, each parsed alone: only those that cannot be parsed are lost, and memory is that of one
/// item, whatever the answer holds.
/// </summary>
/// <param name="catalog">Its name or address.</param>
/// <param name="idName">The field of an item that names it.</param>
/// <param name="read">From a parsed item to a scene, or the reason why it is unreadable.</param>
sealed class ItemList(string catalog, string idName, Func<JsonElement, (Scene? Scene, UnreadableItem? Unreadable)> read)
{
    /// <summary>Real items have 20 to 50 kB.</summary>
    public const int LargestItem = 1 << 20;

    /// <param name="list">The bytes of a JSON array.</param>
    /// <param name="most">How many items were asked for.</param>
    /// <exception cref="CatalogUnavailableException">There are more, or this is not a list.</exception>
    public CatalogPage Page(ReadOnlyMemory<byte> list, int most, PageLink? next)
    {
        var (scenes, unreadable) = (new List<Scene>(), new List<UnreadableItem>());
        try
        {
            foreach (var item in JsonSlices.Elements(list))
            {
                if (scenes.Count + unreadable.Count == most)
                    throw new CatalogUnavailableException(catalog, $"got more items than it was asked for; expected at most {most}");
                var (scene, reason) = Read(item);
                if (scene is not null) scenes.Add(scene);
                else unreadable.Add(reason!);
            }
        }
        catch (JsonException e)
        {
            throw new CatalogUnavailableException(catalog, $"its list of items cannot be read: {e.Message}", e);
        }
        return new CatalogPage(scenes, unreadable, next);
    }

    (Scene?, UnreadableItem?) Read(ReadOnlyMemory<byte> item)
    {
        var (scene, unreadable) = Parse(item);
        return unreadable is { Id: "" } ? (null, unreadable.Named(Name(item))) : (scene, unreadable);
    }

    (Scene?, UnreadableItem?) Parse(ReadOnlyMemory<byte> item)
    {
        if (item.Length > LargestItem) return (null, UnreadableItem.Of("", GapReason.TooLarge));
        try
        {
            using var json = JsonDocument.Parse(item);
            return read(json.RootElement);
        }
        catch (JsonException)
        {
            return (null, UnreadableItem.Of("", GapReason.BadJson));
        }
    }

    /// <summary>The name of an item that cannot be parsed, as it is written; empty where it has none.</summary>
    string Name(ReadOnlyMemory<byte> item) => JsonSlices.Find(item, idName) is { Span: [(byte)'"', .. var text, (byte)'"'] }
        ? Encoding.Latin1.GetString(text[..Math.Min(text.Length, UnreadableItem.LongestId)]) : "";
}
