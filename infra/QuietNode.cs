using System.Runtime.CompilerServices;

namespace Vegetation.Infra;

/// <summary>The CDK runs in a Node process of its own, which prints ten lines when its Node is past its end of life.</summary>
internal static class QuietNode
{
    // The value is the major version that was told to be known: "1" or "true" silence nothing.
    [ModuleInitializer]
    internal static void Silence() => Environment.SetEnvironmentVariable("JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION", "20");
}
