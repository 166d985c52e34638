using System.Globalization;
using Vegetation.Tests.Products.Report;

namespace Vegetation.Tests.Products.Viewer;

/// <summary>A tab with a viewer in it, and hands for its map.</summary>
sealed class ViewerTab(ChromiumPage page) : IAsyncDisposable
{
    public ChromiumPage Page { get; } = page;

    public ValueTask DisposeAsync() => Page.DisposeAsync();

    public static async Task<ViewerTab> Open(Chromium browser, string url, int width = 1400, int height = 900, bool dark = false)
    {
        var tab = new ViewerTab(await browser.Open(width, height, dark));
        await tab.Page.Load(url);
        await tab.Rest();
        return tab;
    }

    /// <summary>Waits until all that is in view is drawn.</summary>
    public async Task Rest()
    {
        for (var calm = 0; calm < 2;)
        {
            var isBusy = await Page.Text("new Promise(next => requestAnimationFrame(() => requestAnimationFrame(() => next("
                + "document.getElementById('map').getAttribute('aria-busy')))))") != "false";
            calm = isBusy ? 0 : calm + 1;
        }
    }

    /// <summary>Waits until the page's own link has these words.</summary>
    public async Task Link(string words)
    {
        using var late = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!(await Page.Text("location.hash")).Contains(words, StringComparison.Ordinal)) await Task.Delay(5, late.Token);
    }

    /// <summary>Follows a link to the same page.</summary>
    public async Task Go(string words)
    {
        await Page.Evaluate($"location.hash = '{words}'");
        await Rest();
    }

    public Task Go(double latitude, double longitude, double zoom, string more = "") =>
        Go(string.Create(CultureInfo.InvariantCulture, $"at={latitude},{longitude}&zoom={zoom}{more}"));

    public async Task Set(string id, string property, string value, string change = "change")
    {
        await Page.Evaluate(
            $"(e => {{ e.{property} = {value}; e.dispatchEvent(new Event('{change}')); }})(document.getElementById('{id}'))");
        await Rest();
    }

    /// <summary>What the page says of a place of the map, shares of its width and height.</summary>
    public async Task<string> Value(double across = 0.5, double down = 0.5, bool click = false)
    {
        await Page.Evaluate("document.getElementById('value').textContent = ''");
        await Page.Point("map", across, down, click);
        return await Said();
    }

    /// <summary>What the page says of a place, once that is all; or once it is a value.</summary>
    public async Task<string> Said(bool isAll = true)
    {
        using var late = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var isOpen = isAll ? "e.ariaBusy === 'true'" : "e.textContent.endsWith('…')";
        while (true)
        {
            var text = await Page.Text($"(e => {isOpen} ? '' : e.textContent)(document.getElementById('value'))");
            if (text.Length > 0) return text;
            await Task.Delay(5, late.Token);
        }
    }

    public Task<string> Text(string id) => Page.Text($"document.getElementById('{id}').textContent");

    /// <summary>Red, green, blue of the map's layers at a place, without what lies under them; "" where they are transparent.</summary>
    public Task<string> Colour(double across = 0.5, double down = 0.5) => Page.Text(FormattableString.Invariant(
        $$"""
        (() => {
          const map = document.getElementById('map'), all = Object.assign(document.createElement('canvas'), { width: 1, height: 1 });
          const paint = all.getContext('2d');
          for (const canvas of map.querySelectorAll('canvas'))
            if (canvas.width) paint.drawImage(canvas, -Math.floor(map.clientWidth * {{across}}), -Math.floor(map.clientHeight * {{down}}));
          const [r, g, b, a] = paint.getImageData(0, 0, 1, 1).data;
          return a ? `${r} ${g} ${b}` : '';
        })()
        """));
}
