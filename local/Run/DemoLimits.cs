using System.Globalization;
using Vegetation.Core.Geography;
using Vegetation.Core.Requests;
using Vegetation.Local.Demo;

namespace Vegetation.Local.Run;

/// <summary>What the demonstration does not have is refused before anything starts: a search would only find nothing.</summary>
static class DemoLimits
{
    /// <returns>One line; null where the demonstration has scenes of the request.</returns>
    public static string? Problem(RunOptions options, Request request) =>
        (options.Weeks is { } weeks ? OfWeeks(options, weeks) : OfWindow(options, request.Window)) ?? OfArea(options, request.Area);

    static string? OfWeeks(RunOptions options, WeekRange range) => range.Weeks.All(week => Meets(week.Window)) ? null
        : $"--weeks: got {range}; {Scenes} {RealScenes(options, options.Somewhere)}";

    static string? OfWindow(RunOptions options, Window window) => Meets(window) ? null
        : $"{options.WindowOption}: got {window}; {Scenes} {RealScenes(options, [.. options.Somewhere, .. TypedField.Dates(window)])}";

    static string? OfArea(RunOptions options, Area area)
    {
        var demo = DemoExtent.Demonstration.Bounds;
        if (area.Polygons.Any(polygon => Meet(new Area([polygon]).Bounds, demo))) return null;
        var (west, south, east, north) = area.Bounds;
        var isSwapped = Meet((south, west, north, east), demo);
        var swapped = isSwapped
            ? " With swapped axes it would lie inside: expected west,south,east,north, and in a file [longitude, latitude]."
            : "";
        return $"{(options.Area is null ? "--request" : "--area")}: got {Degrees(AcrossAntimeridian(area))}; the area lies outside the "
            + $"demonstration ({Degrees(demo)}).{swapped} {RealScenes(options, isSwapped ? Swapped(options.Area) : [])}";
    }

    /// <summary>Only a box can be typed in another order.</summary>
    static (string Name, string Value)[] Swapped(string? typed) =>
        typed?.Split(',', StringSplitOptions.TrimEntries) is [var south, var west, var north, var east] && !File.Exists(typed)
            ? [("--area", $"{west},{south},{east},{north}")] : [];

    /// <summary>The bounds; of an area on both sides of 180 degrees from its west to its east, as 177 to -177.</summary>
    static (double West, double South, double East, double North) AcrossAntimeridian(Area area)
    {
        if (area.Bounds is not (-180, var south, 180, var north)) return area.Bounds;
        var all = area.Polygons.Select(polygon => new Area([polygon]).Bounds).ToList();
        return (all.Where(part => part.East == 180).Min(part => part.West), south,
            all.Where(part => part.West == -180).Max(part => part.East), north);
    }

    static string Scenes => $"the demonstration has scenes of {DemoWorld.Scenes} only ({FirstWeek} and {FirstWeek.Next}).";

    static IsoWeek FirstWeek => IsoWeek.Of(DemoWorld.Scenes.From);

    static string RealScenes(RunOptions options, (string Name, string Value)[] others) =>
        $"Real scenes need the Internet and an area: type, for example,  {options.Again(others)}";

    static bool Meets(Window window) => window.From < DemoWorld.Scenes.To && DemoWorld.Scenes.From < window.To;

    static bool Meet(
        (double West, double South, double East, double North) a, (double West, double South, double East, double North) b) =>
        a.West < b.East && b.West < a.East && a.South < b.North && b.South < a.North;

    static string Degrees((double West, double South, double East, double North) box) => string.Create(CultureInfo.InvariantCulture,
        $"{box.West:0.###} to {box.East:0.###} E, {box.South:0.###} to {box.North:0.###} N");
}
