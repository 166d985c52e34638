using Vegetation.Core.Requests;
using Vegetation.Core.Scenes;

namespace Vegetation.Functions.Catalogs;

/// <summary>One page of a catalog's answer, before anything is filtered.</summary>
/// <param name="Next">Asks for the page after it; null where this was the last one.</param>
internal sealed record CatalogPage(IReadOnlyList<Scene> Scenes, IReadOnlyList<UnreadableItem> Unreadable, PageLink? Next)
{
    /// <summary>How many items match the whole search, as the catalog counts; null where it does not say.</summary>
    public long? Matched { get; init; }

    /// <summary>Whether it has no item; it may lead to pages that have some.</summary>
    public bool IsEmpty => Scenes.Count + Unreadable.Count == 0;
}

/// <summary>A place where scenes are searched, page by page. A request's limits are hints to it: callers filter what it returns.</summary>
internal interface ICatalog
{
    /// <summary>The collections that it is asked for.</summary>
    IReadOnlyList<string> Collections { get; }

    /// <summary>Whether several of its pages may be asked for at the same time.</summary>
    bool CanBeSliced { get; }

    /// <summary>Asks for the first page of the scenes of a request.</summary>
    PageLink First(Request request);

    /// <exception cref="CatalogUnavailableException">The page could not be had, with all retries, before the token was
    /// cancelled.</exception>
    Task<CatalogPage> Page(PageLink link, CancellationToken cancellationToken);

    /// <summary>Asked where a search found no scene: does the catalog have any of its <see cref="Collections"/>?</summary>
    /// <exception cref="CatalogUnavailableException">It has none of them (the message names some that it has), or it does not
    /// say.</exception>
    Task Confirm(CancellationToken cancellationToken);
}
