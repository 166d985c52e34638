using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Vegetation.Tests.Functions;

/// <summary>
/// A catalog that filters by time and counts as Earth Search does, in pages of <see cref="PageSize"/> items, and knows how many requests
/// it had at the same time.
/// </summary>
sealed class DatedCatalog : IAsyncDisposable
{
    public const int PageSize = 5;

    readonly List<(DateTimeOffset Sensed, string Id)> items;
    int inFlight;

    public ScriptedCatalog Server { get; private set; } = null!;

    public string Address => Server.Address;

    /// <summary>How many were being answered when each request came, itself included.</summary>
    public ConcurrentQueue<int> InFlight { get; } = [];

    DatedCatalog(IEnumerable<DateTimeOffset> sensed) =>
        items = [.. sensed.Order().Select((time, i) => (time, $"S2A_33UXP_{time.UtcDateTime:yyyyMMdd}_{i}_L2A"))];

    /// <param name="sensed">The times of its items.</param>
    /// <param name="before">From the first day asked for and the number of its page to a status other than 200, or null.</param>
    public static async Task<DatedCatalog> Start(
        IEnumerable<DateTimeOffset> sensed, Func<string, int, HttpContext, Task<int?>>? before = null)
    {
        var catalog = new DatedCatalog(sensed);
        catalog.Server = await ScriptedCatalog.Start(async (_, body, context) =>
        {
            catalog.InFlight.Enqueue(Interlocked.Increment(ref catalog.inFlight));
            try
            {
                await catalog.Answer(JsonNode.Parse(body)!, before, context);
            }
            finally
            {
                Interlocked.Decrement(ref catalog.inFlight);
            }
        });
        return catalog;
    }

    /// <summary>Items of each day, at times that are all different.</summary>
    public static IEnumerable<DateTimeOffset> Days(int days, int itemsOfADay) =>
        from day in Enumerable.Range(4, days)
        from item in Enumerable.Range(0, itemsOfADay)
        select new DateTimeOffset(2023, 12, day, 9, 0, item, TimeSpan.Zero);

    public ValueTask DisposeAsync() => Server.DisposeAsync();

    async Task Answer(JsonNode asked, Func<string, int, HttpContext, Task<int?>>? before, HttpContext context)
    {
        var interval = (string)asked["datetime"]!;
        var ends = interval.Split('/').Select(end => DateTimeOffset.Parse(end, CultureInfo.InvariantCulture)).ToList();
        var first = asked["token"] is { } token ? int.Parse((string)token!, CultureInfo.InvariantCulture) : 0;
        if (before is not null && await before(interval[..10], first / PageSize + 1, context) is { } status)
        {
            context.Response.StatusCode = status;
            return;
        }
        var matched = items.Where(item => ends[0] <= item.Sensed && item.Sensed <= ends[1]).ToList();
        var page = matched.Skip(first).Take(PageSize).Select(
            item => ScriptedCatalog.Item(item.Id, sensed: $"{item.Sensed.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss.fff'Z'}"));
        var next = first + PageSize < matched.Count
            ? ScriptedCatalog.Next($"http://{context.Request.Host}", $"{first + PageSize}", $",\"datetime\":\"{interval}\"") : null;
        await context.Response.WriteAsync(ScriptedCatalog.Page(page, next).Insert(1, $"\"numberMatched\":{matched.Count},"));
    }
}
