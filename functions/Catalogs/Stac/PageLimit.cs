using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Vegetation.Functions.Catalogs.Stac;

/// <summary>
/// How many items a page may have: the one thing in a link that we may change. Pages that are too large for a server are halved
/// (Element84/earth-search#17, #55), those after them whole again. Links that count pages or items are left alone: a page 7 of half the
/// size is another page.
/// </summary>
static partial class PageLimit
{
    public const int Largest = 100;
    public const int Smallest = 10;

    static readonly string[] Counting = ["page", "offset", "startIndex"];

    public static PageLink Halve(PageLink link) =>
        Of(link) is { } limit ? With(link, Math.Max(Math.Min(Smallest, limit), limit / 2)) : link;

    /// <summary>The next link as it would be had its page not been halved.</summary>
    public static PageLink Restore(PageLink next, PageLink asked, PageLink halved) =>
        asked != halved && Of(asked) is { } limit && Of(next) is not null ? With(next, limit) : next;

    static int? Of(PageLink link)
    {
        if (link.Body is { } body)
            return !Counting.Any(body.ContainsKey) && body["limit"] is { } value && value.GetValueKind() == JsonValueKind.Number
                && int.TryParse(value.ToJsonString(), NumberStyles.None, CultureInfo.InvariantCulture, out var limit) ? limit : null;
        return !CountingParameter().IsMatch(link.Href)
            && int.TryParse(Parameter().Match(link.Href).Value, NumberStyles.None, CultureInfo.InvariantCulture, out var asked) ? asked
            : null;
    }

    static PageLink With(PageLink link, int limit)
    {
        if (link.Body is null) return link with { Href = Parameter().Replace(link.Href, limit.ToString(CultureInfo.InvariantCulture)) };
        var body = link.Body.DeepClone().AsObject();
        body["limit"] = limit;
        return link with { Body = body };
    }

    [GeneratedRegex("(?<=[?&]limit=)[0-9]+", RegexOptions.CultureInvariant)]
    private static partial Regex Parameter();

    [GeneratedRegex("[?&](page|offset|startIndex)=", RegexOptions.CultureInvariant)]
    private static partial Regex CountingParameter();
}
