using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Vegetation.Tests.Worker;

/// <summary>How a server answers a request for a range. The numbers are HTTP's status codes.</summary>
enum Fault
{
    None, Reset, Truncated, EndsEarly, ShortRange, WrongRange, Html, HtmlOfTheRightLength, HtmlWhole, Whole, FlippedBit, NewVersion, NoTag,
        NewTag, NewTime, Hangs, Drips, Gated, BusyForAWhile, BusyUntil,
    Redirect = 302, Forbidden = 403, NotFound = 404, TooMany = 429, Broken = 500, Busy = 503,
}

/// <summary>Answers one request, rightly or wrongly.</summary>
sealed class Misbehaviour(RangeServer server, HttpContext context, Asked asked, byte[] file)
{
    static readonly byte[] Html = "<html><body>Please try again later</body></html>"u8.ToArray();


    readonly string range = $"bytes {asked.From}-{asked.To}/{asked.Size}";

    byte[] Part => file[(int)asked.From..((int)asked.To + 1)];

    public Task Answer(Fault fault) => fault switch
    {
        >= Fault.Redirect => Status((int)fault),
        _ when asked.From > asked.To => Status(416),
        Fault.Reset => Reset(),
        Fault.Truncated => Cut(),
        Fault.EndsEarly => Half(),
        Fault.ShortRange => Send(206, Part[..^1], $"bytes {asked.From}-{asked.To - 1}/{asked.Size}"),
        Fault.WrongRange => Send(206, Part, $"bytes {asked.From + 1}-{asked.To + 1}/{asked.Size}"),
        Fault.Html => Send(206, Html, range),
        Fault.HtmlOfTheRightLength => Send(206, [.. Part.Select((_, i) => Html[i % Html.Length])], range),
        Fault.HtmlWhole => Send(200, Html, null),
        Fault.Whole => Send(200, file, null),
        Fault.FlippedBit => Send(206, Flipped(), range),
        Fault.Hangs => Hang(),
        Fault.Drips => Drip(),
        Fault.Gated => WaitAtTheGate(),
        Fault.BusyForAWhile => Busy("9"),
        Fault.BusyUntil => Busy(server.Clock!.GetUtcNow().AddSeconds(9).ToString("R", CultureInfo.InvariantCulture)),
        _ => Send(206, Part, range),
    };

    Task Status(int status)
    {
        context.Response.StatusCode = status;
        if (status == 302) context.Response.Headers.Location = server.RedirectTo;
        return Task.CompletedTask;
    }

    /// <summary>Asks to be left alone for nine seconds.</summary>
    Task Busy(string retryAfter)
    {
        context.Response.Headers.RetryAfter = retryAfter;
        return Status(503);
    }

    async Task WaitAtTheGate()
    {
        await server.Gate.Task.WaitAsync(context.RequestAborted);
        await Send(206, Part, range);
    }

    Task Reset()
    {
        context.Abort();
        return Task.CompletedTask;
    }

    byte[] Flipped()
    {
        var part = Part;
        part[server.FlipAt - asked.From] ^= 0x10;
        return part;
    }

    Task Send(int status, byte[] body, string? contentRange)
    {
        Begin(status, body.Length, contentRange);
        return context.Response.Body.WriteAsync(body).AsTask();
    }

    async Task Cut()
    {
        await Half();
        context.Abort();
    }

    /// <summary>Half of what is promised; then the connection is closed, and what is on its way arrives.</summary>
    async Task Half()
    {
        Begin(206, Part.Length, range);
        await context.Response.Body.WriteAsync(Part.AsMemory(0, Part.Length / 2));
        await context.Response.Body.FlushAsync();
    }

    Task Hang()
    {
        server.Clock?.Advance(TimeSpan.FromSeconds(31));
        return Task.Delay(TimeSpan.FromMinutes(5), context.RequestAborted);
    }

    /// <summary>One byte a second, by the client's clock; after half a minute none.</summary>
    async Task Drip()
    {
        Begin(206, Part.Length, range);
        for (var i = 0; i < Math.Min(31, Part.Length); i++)
        {
            await context.Response.Body.WriteAsync(Part.AsMemory(i, 1), context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
            server.Clock?.Advance(TimeSpan.FromSeconds(1));
        }
        await Task.Delay(TimeSpan.FromMinutes(5), context.RequestAborted);
    }

    void Begin(int status, long length, string? contentRange)
    {
        context.Response.StatusCode = status;
        context.Response.ContentLength = length;
        if (contentRange is not null) context.Response.Headers.ContentRange = contentRange;
    }
}
