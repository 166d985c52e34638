namespace Vegetation.Infra;

/// <summary>The folder that holds Serverless.sln, so that synthesis works from any working directory.</summary>
internal static class Repository
{
    public static string Root { get; } = Find(new DirectoryInfo(AppContext.BaseDirectory));

    static string Find(DirectoryInfo? folder) => folder switch
    {
        null => throw new DirectoryNotFoundException($"No Serverless.sln in or above {AppContext.BaseDirectory}."),
        _ when File.Exists(Path.Combine(folder.FullName, "Serverless.sln")) => folder.FullName,
        _ => Find(folder.Parent),
    };
}
