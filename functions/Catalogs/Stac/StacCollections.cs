using System.Text;
using System.Text.Json;

namespace Vegetation.Functions.Catalogs.Stac;

/// <summary>The collections that a STAC API says it has.</summary>
sealed class StacCollections(StacClient client, string root)
{
    const int MostPages = 50, MostCollections = 10_000, LongestName = 100;

    /// <exception cref="CatalogUnavailableException">It does not say which it has.</exception>
    public async Task<IReadOnlyList<string>> List(CancellationToken cancellationToken)
    {
        var names = new List<string>();
        try
        {
            PageLink? link = new($"{root}/collections", "GET", null);
            for (var page = 0; link is not null; page++)
            {
                var (answer, asked) = await client.Ask(link, cancellationToken);
                using var read = answer;
                names.AddRange(Names(answer));
                if (page == MostPages || names.Count > MostCollections) throw new CatalogUnavailableException(root, "it does not end");
                link = StacLinks.Next(root, answer, asked);
            }
        }
        catch (Exception e) when (e is CatalogUnavailableException or JsonException)
        {
            var problem = e is CatalogUnavailableException { Problem: var said } ? said : e.Message;
            throw new CatalogUnavailableException(root, $"got no scene, and the list of its collections cannot be read: {problem}", e);
        }
        return names;
    }

    static IEnumerable<string> Names(StacAnswer answer)
    {
        var list = answer.List("collections") ?? throw new JsonException("got no list of collections");
        return JsonSlices.Elements(list).Take(MostCollections + 1).Select(json => Text(JsonSlices.Find(json, "id"))).OfType<string>();
    }

    static string? Text(ReadOnlyMemory<byte>? json) => json is { Length: > 2 and <= LongestName, Span: [(byte)'"', .. var text, (byte)'"'] }
        ? AnswerText.Shortly(Encoding.UTF8.GetString(text)) : null;
}
