using System.Collections.Concurrent;
using System.Text.Json.Nodes;

namespace Vegetation.Tests.Products.Report;

/// <summary>A tab: what it asked for, what it complained of, and hands to use it with.</summary>
public sealed class ChromiumPage(Chromium browser, string session, string target) : IAsyncDisposable
{
    static readonly Dictionary<string, (int Code, string? Text)> Keys = new()
    {
        ["Tab"] = (9, null), ["Enter"] = (13, "\r"), [" "] = (32, " "), ["ArrowLeft"] = (37, null), ["ArrowUp"] = (38, null),
            ["ArrowRight"] = (39, null), ["ArrowDown"] = (40, null), ["+"] = (187, "+"), ["-"] = (189, "-"), ["0"] = (48, "0"),
    };

    readonly ConcurrentQueue<string> requests = [], complaints = [];

    /// <summary>Every URL that was asked for, data: URIs aside.</summary>
    public IReadOnlyCollection<string> Requests => requests;

    /// <summary>Errors, warnings and exceptions, also of the Content-Security-Policy.</summary>
    public IReadOnlyCollection<string> Complaints => complaints;

    internal async Task Prepare(int width, int height, bool dark)
    {
        foreach (var domain in new[] { "Page", "Runtime", "Network", "Log" }) await Send($"{domain}.enable");
        await Send(
            "Emulation.setDeviceMetricsOverride",
            new() { ["width"] = width, ["height"] = height, ["deviceScaleFactor"] = 1, ["mobile"] = width < 600 });
        await Send("Emulation.setEmulatedMedia", new() { ["features"] = new JsonArray(
            new JsonObject { ["name"] = "prefers-color-scheme", ["value"] = dark ? "dark" : "light" },
            new JsonObject { ["name"] = "prefers-reduced-motion", ["value"] = "reduce" }) });
    }

    internal void Notice(string method, JsonNode what)
    {
        if (method == "Network.requestWillBeSent" && (string)what["request"]!["url"]! is var url
            && !url.StartsWith("data:", StringComparison.Ordinal)) requests.Enqueue(url);
        if (method == "Runtime.exceptionThrown") complaints.Enqueue(what["exceptionDetails"]!.ToJsonString());
        if (method == "Log.entryAdded") complaints.Enqueue(what["entry"]!.ToJsonString());
        if (method == "Runtime.consoleAPICalled" && (string)what["type"]! is "error" or "warning" or "assert")
            complaints.Enqueue(what.ToJsonString());
    }

    /// <summary>Loads a report and waits until all of it is drawn.</summary>
    public async Task<ChromiumPage> Load(string url)
    {
        await Send("Page.navigate", new() { ["url"] = url });
        // A page may write its fragment itself.
        while (!(bool)(await Evaluate($"location.href.startsWith({JsonValue.Create(url.Split('#')[0]).ToJsonString()}) && "
            + $"document.documentElement?.dataset.ready === 'true'"))!) await Task.Delay(5);
        await Drawn();
        return this;
    }

    /// <summary>Waits until what was asked for by now is drawn.</summary>
    public Task Drawn() => Evaluate("new Promise(drawn => requestAnimationFrame(() => requestAnimationFrame(drawn))).then(() => true)");

    public async Task<JsonNode?> Evaluate(string expression)
    {
        var answer = await Send(
            "Runtime.evaluate", new() { ["expression"] = expression, ["awaitPromise"] = true, ["returnByValue"] = true });
        return answer["exceptionDetails"] is { } thrown ? throw new InvalidOperationException($"{expression}: {thrown.ToJsonString()}")
            : answer["result"]!["value"];
    }

    public async Task<string> Text(string expression) => (string?)await Evaluate(expression) ?? "";

    public async Task<string[]> Texts(string selector) =>
        [.. (await Evaluate(
            $"[...document.querySelectorAll({JsonValue.Create(selector).ToJsonString()})].map(e => e.innerText)"))!.AsArray()
            .Select(text => (string)text!)];

    public async Task Press(string key, bool shift = false)
    {
        var (code, text) = Keys[key];
        var press = new JsonObject {
            ["key"] = key, ["code"] = key == " " ? "Space" : key, ["windowsVirtualKeyCode"] = code, ["modifiers"] = shift ? 8 : 0 };
        var down = press.DeepClone().AsObject();
        (down["type"], press["type"]) = (text is null ? "rawKeyDown" : "keyDown", "keyUp");
        if (text is not null) down["text"] = text;
        await Send("Input.dispatchKeyEvent", down);
        await Send("Input.dispatchKeyEvent", press);
    }

    public Task Write(string text) => Send("Input.insertText", new() { ["text"] = text });

    /// <summary>Brings an element into view and points at a place in it, shares of its width and height.</summary>
    public async Task Point(string id, double across, double down, bool click = false)
    {
        var place = await Place(id, across, down);
        foreach (var type in click ? new[] { "mouseMoved", "mousePressed", "mouseReleased" } : ["mouseMoved"]) await Mouse(type, place);
    }

    /// <summary>Turns the wheel over a place of an element; upwards (away from the user) is negative.</summary>
    public async Task Wheel(string id, double across, double down, double delta)
    {
        var (x, y) = await Place(id, across, down);
        await Send("Input.dispatchMouseEvent",
            new() { ["type"] = "mouseWheel", ["x"] = x, ["y"] = y, ["deltaX"] = 0, ["deltaY"] = delta });
        await Drawn();
    }

    /// <summary>Drags from one place of an element to another.</summary>
    public async Task Drag(string id, (double Across, double Down) from, (double Across, double Down) to)
    {
        var (start, stop) = (await Place(id, from.Across, from.Down), await Place(id, to.Across, to.Down));
        await Mouse("mouseMoved", start);
        await Mouse("mousePressed", start);
        await Mouse("mouseMoved", ((start.X + stop.X) / 2, (start.Y + stop.Y) / 2), "left");
        await Mouse("mouseMoved", stop, "left");
        await Mouse("mouseReleased", stop);
        await Drawn();
    }

    /// <summary>Two fingers on a line through the middle of an element, whose distance changes; shares of its width.</summary>
    public async Task Pinch(string id, double from, double to)
    {
        foreach (var (type, apart) in new[] { ("touchStart", from), ("touchMove", (from + to) / 2), ("touchMove", to) })
        {
            var (left, right) = (await Place(id, 0.5 - apart / 2, 0.5), await Place(id, 0.5 + apart / 2, 0.5));
            await Send("Input.dispatchTouchEvent", new() { ["type"] = type, ["touchPoints"] = new JsonArray(
                Finger(left, 0), Finger(right, 1)) });
        }
        await Send("Input.dispatchTouchEvent", new() { ["type"] = "touchEnd", ["touchPoints"] = new JsonArray() });
        await Drawn();
    }

    static JsonObject Finger((double X, double Y) place, int id) => new() { ["x"] = place.X, ["y"] = place.Y, ["id"] = id };

    async Task<(double X, double Y)> Place(string id, double across, double down)
    {
        var place = (await Evaluate(
            $$"""
            (() => {
              const e = document.getElementById('{{id}}');
              e.scrollIntoView({ block: 'center' });
              const box = e.getBoundingClientRect();
              return [box.left + box.width * {{across:R}}, box.top + box.height * {{down:R}}];
            })()
            """))!;
        return ((double)place[0]!, (double)place[1]!);
    }

    Task Mouse(string type, (double X, double Y) place, string? button = null) => Send("Input.dispatchMouseEvent", new()
    {
        ["type"] = type, ["x"] = place.X, ["y"] = place.Y, ["button"] = button ?? (type == "mouseMoved" ? "none" : "left"),
        ["buttons"] = button is null ? 0 : 1, ["clickCount"] = 1,
    });

    /// <summary>Holds back what is asked for by addresses of a pattern, until it is let go.</summary>
    public Task Hold(string pattern) =>
        Send("Fetch.enable", new() { ["patterns"] = new JsonArray(new JsonObject { ["urlPattern"] = pattern }) });

    public Task LetGo() => Send("Fetch.disable");

    /// <summary>The page as a PDF, on the paper that its style asks for.</summary>
    public async Task<byte[]> Print() => Convert.FromBase64String((string)(await Send("Page.printToPDF", new()
        { ["preferCSSPageSize"] = true, ["printBackground"] = true }))["data"]!);

    /// <summary>Chooses files in an element for files, or a folder in one for folders.</summary>
    public async Task Choose(string id, params string[] paths)
    {
        var found = await Send("Runtime.evaluate", new() { ["expression"] = $"document.getElementById('{id}')" });
        await Send("DOM.setFileInputFiles", new()
        {
            ["files"] = new JsonArray([.. paths.Select(path => JsonValue.Create(path))]),
            ["objectId"] = (string)found["result"]!["objectId"]!,
        });
    }

    /// <summary>The whole page as PNG.</summary>
    public async Task<byte[]> Picture() =>
        Convert.FromBase64String((string)(await Send("Page.captureScreenshot", new() { ["captureBeyondViewport"] = true }))["data"]!);

    public async ValueTask DisposeAsync() => await browser.Send(null, "Target.closeTarget", new() { ["targetId"] = target });

    Task<JsonNode> Send(string method, JsonObject? parameters = null) => browser.Send(session, method, parameters);
}
