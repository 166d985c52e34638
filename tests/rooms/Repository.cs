namespace Vegetation.Tests;

/// <summary>Where the checkout is, found from the folder of the tests.</summary>
static class Repository
{
    public static string Root { get; } = Find();

    static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Serverless.sln"))) folder = folder.Parent!;
        return folder.FullName;
    }
}
