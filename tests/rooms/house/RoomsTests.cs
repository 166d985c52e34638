using System.Xml.Linq;

namespace Vegetation.Tests.House;

/// <summary>
/// What rooms may reference. What code in a room may call is the analyzer's: BannedSymbols.txt at the top and in the rooms.
/// </summary>
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

    /// <summary>Packages that belong to one room; an analyzer keeps from those that come along with a reference.</summary>
    static readonly (string Package, string[] Rooms)[] Packages =
    [
        ("Amazon.CDK.Lib", ["infra"]), ("AWSSDK.S3", ["functions", "local"]), ("SkiaSharp", ["products"]), ("Parquet.Net", ["products"]),
        ("DuckDB.NET.Data.Full", ["bench"]), ("Spectre.Console", ["local"]),
    ];

    [Fact]
    public void Each_room_references_only_rooms_that_it_may()
    {
        foreach (var (room, allowed) in Allowed)
            foreach (var reference in References(room))
                Assert.True(allowed.Contains(reference), $"{room} references {reference}; expected "
                    + $"{(allowed.Length == 0 ? "none" : string.Join(", ", allowed))}"
                    + $": move what both need to core, or the code to {reference}.");
    }

    [Fact]
    public void Every_room_has_its_rule() => Assert.Empty(
        Directory.GetDirectories(Repository.Root).Where(folder => Directory.GetFiles(folder, "*.csproj").Length > 0)
            .Select(Path.GetFileName)
            .Except(Allowed.Keys));

    [Fact]
    public void Programs_are_run_by_local_and_not_called() => Assert.All(
        Project("local").Descendants("ProjectReference")
            .Where(r => !new[] { "core", "raster" }.Any(room => r.Attribute("Include")!.Value.Contains($"/{room}/"))),
        reference => Assert.Equal("false", reference.Attribute("ReferenceOutputAssembly")?.Value));

    [Fact]
    public void Core_and_raster_need_no_package() =>
        Assert.All(new[] { "core", "raster" }, room => Assert.Empty(Project(room).Descendants("PackageReference")));

    [Fact]
    public void Packages_are_referenced_in_their_rooms_only()
    {
        foreach (var (package, rooms) in Packages)
            Assert.All(Allowed.Keys.Except(rooms), room => Assert.DoesNotContain(
                Project(room).Descendants("PackageReference"), reference => reference.Attribute("Include")!.Value == package));
    }

    [Fact]
    public void No_two_folders_of_a_room_need_each_other() =>
        Assert.Empty(Allowed.Keys.SelectMany(room => FolderArrows.Of(room).Cycles()));

    [Theory]
    [InlineData("core", "Geography, Masking, Sensors, Indices, Composites, Zones, Requests, Sums, Archive, Scenes, Work")]
    [InlineData("worker", "Contract, Fetching, Reading, Accumulating, Computing, Writing")]
    public void Folders_use_only_those_before_them(string room, string order) =>
        Assert.Empty(FolderArrows.Of(room).Against(order.Split(", ")));

    [Fact]
    public void Namespaces_are_folders() => Assert.All(
        Allowed.Keys.SelectMany(room => FolderArrows.Files(room).Select(path => (room, path))),
        file => Assert.Equal(
            SourceFile.Read(File.ReadAllText(file.path))?.Folder ?? "",
            Path.GetRelativePath(Path.Combine(Repository.Root, file.room), Path.GetDirectoryName(file.path)!).Replace('/', '.').Trim('.')));

    static IEnumerable<string> References(string room) => Project(room).Descendants("ProjectReference")
        .Select(r => Path.GetFileName(Path.GetDirectoryName(r.Attribute("Include")!.Value.Replace('\\', '/')))!);

    static XDocument Project(string room) => XDocument.Load(Directory.GetFiles(Path.Combine(Repository.Root, room), "*.csproj").Single());
}
