using System.Text.Json;

namespace Vegetation.Local.Cloud;

/// <summary>The synthesized CloudFormation template, as far as this machine needs it.</summary>
/// <param name="File">Path of the template.</param>
/// <param name="Timeouts">Timeout of each Lambda by handler.</param>
internal sealed record Template(string File, IReadOnlyDictionary<string, TimeSpan> Timeouts)
{
    const int DefaultTimeoutSeconds = 3; // CloudFormation's

    public static Template Read(string file)
    {
        using var json = JsonDocument.Parse(System.IO.File.ReadAllBytes(file));
        var timeouts = new Dictionary<string, TimeSpan>();
        foreach (var resource in json.RootElement.GetProperty("Resources").EnumerateObject().Select(r => r.Value))
        {
            if (resource.GetProperty("Type").GetString() != "AWS::Lambda::Function") continue;
            var properties = resource.GetProperty("Properties");
            if (!properties.TryGetProperty("ImageConfig", out var image)) continue;
            var seconds = properties.TryGetProperty("Timeout", out var timeout) ? timeout.GetInt32() : DefaultTimeoutSeconds;
            timeouts[image.GetProperty("Command")[0].GetString()!] = TimeSpan.FromSeconds(seconds);
        }
        return new Template(file, timeouts);
    }
}
