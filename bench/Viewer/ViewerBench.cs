using System.Diagnostics;
using Vegetation.Local.View;
using Vegetation.Products;

namespace Vegetation.Bench.Viewer;

/// <summary>
/// The viewer of a run of the Earth in headless Chromium, served as ./run view serves it: the page's size, its first map, the bytes from
/// the Earth to a region, and each step of zoom over scenes of full size.
/// </summary>
internal static class ViewerBench
{
    public static async Task<int> Run(BenchOptions options)
    {
        var folder = Directory.CreateTempSubdirectory("bench-viewer-");
        try
        {
            new EarthRun(folder.FullName, options.Seed).Write();
            foreach (var map in Directory.GetFiles(Path.Combine(folder.FullName, EarthRun.Name, "products"), "*.tif"))
                Say(folder, $"products/{Path.GetFileName(map)}");
            Say(folder, $"products/{ProductNames.Viewer}");
            await using var site = await RunSite.Start(folder.FullName, 0, default);
            var page = new Uri(site.Address, $"{EarthRun.Name}/products/{ProductNames.Viewer}");
            var script = Path.Combine(AppContext.BaseDirectory, "measure-viewer.mjs");
            for (var round = 0; round < options.Rounds; round++)
            {
                using var browser = Process.Start("node", [script, page.ToString()]); // says its figures itself
                await browser.WaitForExitAsync();
                if (browser.ExitCode != 0) return 1;
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
        return 0;
    }

    static void Say(DirectoryInfo folder, string name)
    {
        var file = new FileInfo(Path.Combine(folder.FullName, EarthRun.Name, name));
        Console.WriteLine(FormattableString.Invariant($"{file.Name} {file.Length / 1e6:0.00} MB"));
    }
}
