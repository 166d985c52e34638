namespace Vegetation.Tests;

/// <summary>Real crops and catalogue answers, which are not part of the repository: ../shared/data beside it.</summary>
static class SharedData
{
    public static string Folder { get; } = Path.GetFullPath(Path.Combine(Repository.Root, "..", "shared", "data"));

    /// <summary>The path of a file or folder there, or null where it is absent.</summary>
    public static string? File(string name) =>
        Path.Combine(Folder, name) is var path && (System.IO.File.Exists(path) || Directory.Exists(path)) ? path : null;
}

/// <summary>A test that needs data of ../shared/data and is skipped, saying so, where they are absent.</summary>
sealed class SharedDataFactAttribute : FactAttribute
{
    public SharedDataFactAttribute(string name)
    {
        if (SharedData.File(name) is null) Skip = $"../shared/data/{name} is absent beside the repository";
    }
}

/// <summary>The same for several cases.</summary>
sealed class SharedDataTheoryAttribute : TheoryAttribute
{
    public SharedDataTheoryAttribute(string name)
    {
        if (SharedData.File(name) is null) Skip = $"../shared/data/{name} is absent beside the repository";
    }
}
