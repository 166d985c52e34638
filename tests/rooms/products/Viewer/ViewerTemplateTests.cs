using Vegetation.Tests.Raster;

namespace Vegetation.Tests.Products.Viewer;

/// <summary>The template is committed, so that neither a build nor an image needs Node; it is nobody's to edit.</summary>
public sealed class ViewerTemplateTests : IDisposable
{
    readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void What_is_in_the_repository_is_what_its_sources_build()
    {
        var viewer = Path.Combine(Repository.Root, "products", "Viewer");
        Tool.Run("node", Path.Combine(viewer, "build.mjs"), folder.Path);
        foreach (var name in new[] { "viewer.html", "world.json" })
            Assert.True(
                File.ReadAllText(folder[name]) == File.ReadAllText(Path.Combine(viewer, name)),
                $"products/Viewer/{name} is not what its sources build: type  node products/Viewer/build.mjs");
    }
}
