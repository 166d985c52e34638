using System.Xml.Linq;

namespace Vegetation.Tests.House;

public sealed class RoomsTests
{
    /// <summary>What each room may reference. Arrows point one way: towards core.</summary>
    static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["core"] = [],
        ["raster"] = [],
        ["worker"] = ["core", "raster"],
        ["products"] = ["core", "raster"],
        ["functions"] = ["core", "products"],
        ["infra"] = ["core"],
        ["local"] = ["core", "raster", "functions", "worker", "infra"],
        ["bench"] = ["core", "raster", "functions", "worker", "local"],
        ["tools"] = ["core"],
    };

    /// <summary>Words that belong to one room's libraries and to no other room.</summary>
    static readonly (string Word, string[] Rooms, string Home)[] Homes =
    [
        ("GDALOpen", ["raster"], "raster"),
        ("using Amazon.CDK", ["infra"], "infra"),
        ("using Amazon.S3", ["functions", "local"], "functions/Storage"),
        ("using SkiaSharp", ["products"], "products/Pictures"),
        ("using Parquet", ["products"], "products/Tables"),
        ("using DuckDB", ["bench"], "bench/Soak"),
        ("using Spectre.Console", ["local"], "local"),
    ];

    [Fact]
    public void Each_room_references_only_rooms_that_it_may()
    {
        foreach (var (room, allowed) in Allowed)
            foreach (var reference in References(room))
                Assert.True(allowed.Contains(reference),
                    $"{room} references {reference}. It may reference {(allowed.Length == 0 ? "no room" : string.Join(", ", allowed))}: move what both need to core, or the code to {reference}.");
    }

    [Fact]
    public void Every_room_has_its_rule() => Assert.Empty(
        Directory.GetDirectories(Repository.Root).Where(folder => Directory.GetFiles(folder, "*.csproj").Length > 0).Select(Path.GetFileName).Except(Allowed.Keys));

    [Fact]
    public void Programs_are_run_by_local_and_not_called() => Assert.All(
        Project("local").Descendants("ProjectReference").Where(r => !new[] { "core", "raster" }.Any(room => r.Attribute("Include")!.Value.Contains($"/{room}/"))),
        reference => Assert.Equal("false", reference.Attribute("ReferenceOutputAssembly")?.Value));

    [Fact]
    public void Core_touches_no_file_and_no_network() => Assert.All(
        Directory.EnumerateFiles(Path.Combine(Repository.Root, "core"), "*.cs", SearchOption.AllDirectories).SelectMany(File.ReadLines),
        line => Assert.DoesNotMatch(@"\b(File|Directory|FileInfo|FileStream|HttpClient|Socket|Environment|Process)[.(]", line));

    [Fact]
    public void Core_and_raster_need_no_package() =>
        Assert.All(new[] { "core", "raster" }, room => Assert.Empty(Project(room).Descendants("PackageReference")));

    [Fact]
    public void Libraries_are_named_in_their_rooms_only()
    {
        foreach (var (word, rooms, home) in Homes)
            foreach (var room in Allowed.Keys.Except(rooms))
                foreach (var file in Directory.EnumerateFiles(Path.Combine(Repository.Root, room), "*.cs", SearchOption.AllDirectories))
                    Assert.False(File.ReadAllText(file).Contains(word, StringComparison.Ordinal), $"{file} says \"{word}\": move that code to {home}.");
    }

    static IEnumerable<string> References(string room) => Project(room).Descendants("ProjectReference")
        .Select(r => Path.GetFileName(Path.GetDirectoryName(r.Attribute("Include")!.Value.Replace('\\', '/')))!);

    static XDocument Project(string room) => XDocument.Load(Directory.GetFiles(Path.Combine(Repository.Root, room), "*.csproj").Single());
}
