namespace Vegetation.Core.Ndvi;

/// <summary>The classes of Sentinel-2's scene classification: the code is the place in <see cref="All"/>.</summary>
/// <param name="Name">For machines: lower-case letters and hyphens.</param>
/// <param name="Title">For people.</param>
public sealed record SclClass(string Name, string Title)
{
    public static IReadOnlyList<SclClass> All { get; } =
    [
        new("no-data", "No data"),
        new("saturated", "Saturated or defective"),
        new("dark", "Dark area, as topographic shadow"),
        new("cloud-shadow", "Cloud shadow"),
        new("vegetation", "Vegetation"),
        new("bare-soil", "Bare soil"),
        new("water", "Water"),
        new("unclassified", "Unclassified"),
        new("cloud-medium", "Cloud, medium probability"),
        new("cloud-high", "Cloud, high probability"),
        new("cirrus", "Thin cirrus"),
        new("snow", "Snow or ice"),
    ];
}
