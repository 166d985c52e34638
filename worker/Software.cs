using System.Reflection;

namespace Vegetation.Worker;

/// <summary>The version that records and items carry.</summary>
internal static class Software
{
    public static string Version { get; } =
        typeof(Software).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";
}
