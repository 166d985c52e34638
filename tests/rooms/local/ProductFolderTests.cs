using System.Security.Cryptography;
using System.Text.Json;
using Vegetation.Core;
using Vegetation.Core.Work;
using Vegetation.Functions.Storage;
using Vegetation.Local;
using Vegetation.Local.Cloud;
using Vegetation.Local.Processes;
using Vegetation.Local.Run;
using Vegetation.Tests.Raster;

namespace Vegetation.Tests.Local;

/// <summary>The folder out/ of a run: whole files, each what its record or its object says.</summary>
public sealed class ProductFolderTests : IAsyncLifetime
{
    static readonly RunKeys Keys = new(new RunId("r1"));
    static readonly string Ndvi = Keys.Output + OutputNames.Raster("u1", "ndvi");

    readonly TemporaryFolder folder = new();
    S3Server bucket = null!;

    ObjectStore Store => new(bucket.Client, S3Server.Bucket);

    string Out => Path.Combine(folder.Path, "out");

    public async Task InitializeAsync()
    {
        var layout = Layout.Find();
        bucket = await S3Server.Start(
            layout, await NodeRuntime.Find(layout.Root, default), Path.Combine(folder.Path, "s3"), folder.Path, default);
        var ndvi = Bytes(1000);
        await Put(Ndvi, ndvi);
        var record = new UnitRecord
        {
            UnitId = "u1", RunId = "r1", Attempt = 1, Tile = "33UXP", Status = UnitStatus.Done,
            Files = [new(OutputNames.Raster("u1", "ndvi"), ndvi.Length, Convert.ToHexStringLower(SHA256.HashData(ndvi)))],
        };
        await Put(Keys.Record("u1"), JsonSerializer.SerializeToUtf8Bytes(record, CoreJson.Default.UnitRecord));
        await Put(Keys.Record("u2"), "no JSON"u8.ToArray());
        await Put(Keys.Output + OutputNames.Raster("u2", "ndvi"), Bytes(10)); // no record names it
        await Put(Keys.Report, Bytes(500));
        await Put(Keys.Product("ndvi-map.tif"), Bytes((11 << 20) + 1)); // uploaded in parts
    }

    public async Task DisposeAsync()
    {
        await bucket.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task A_file_that_is_as_it_should_be_stays_and_any_other_is_copied_again()
    {
        Assert.Equal(File("products/index.html"), await Copy());
        var copied = Files();
        Assert.Equal(3, copied.Count);
        var untouched = Inode("output/ndvi/u1_ndvi.tif");

        Flip(File("products/index.html"));
        await System.IO.File.WriteAllBytesAsync(File("products/ndvi-map.tif"), []); // cut
        await System.IO.File.WriteAllBytesAsync(File("products/map.tif.part"), [1]); // left over from a copy that was killed
        await Copy();
        Assert.Equal(copied, Files());
        Assert.Equal(untouched, Inode("output/ndvi/u1_ndvi.tif"));

        Flip(File("output/ndvi/u1_ndvi.tif"));
        await Copy();
        Assert.Equal(copied, Files());
    }

    [Theory]
    [InlineData("ndvi/u1_ndvi.tif")]
    [InlineData("ndvi-map.tif")]
    public async Task What_was_damaged_in_the_bucket_is_named_and_not_copied_and_all_else_is(string name)
    {
        Flip(Directory.GetFiles(folder.Path, Path.GetFileName(name) + ".*.data", SearchOption.AllDirectories).Single());
        var problem = await Assert.ThrowsAsync<LocalException>(Copy);
        Assert.Contains(name, problem.Message, StringComparison.Ordinal);
        Assert.Equal(2, Files().Count);
        Assert.DoesNotContain(Files().Keys, file => file.EndsWith(name, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_good_copy_stays_where_no_record_names_the_bucket_s_file_any_more()
    {
        await Copy();
        var good = Files();
        await Put(Ndvi, Bytes(1000, seed: 2));
        await Put(Keys.Record("u1"), JsonSerializer.SerializeToUtf8Bytes(
            new UnitRecord {
                UnitId = "u1", RunId = "r1", Attempt = 3, Tile = "33UXP", Status = UnitStatus.Failed, Reason = "output-changed" },
            CoreJson.Default.UnitRecord));
        await Copy();
        Assert.Equal(good, Files());
    }

    [Fact]
    public async Task An_object_that_was_replaced_since_its_record_is_not_copied()
    {
        await Put(Ndvi, Bytes(1000, seed: 2));
        await Assert.ThrowsAsync<LocalException>(Copy);
    }

    [Theory]
    [InlineData("products/index.html", true)]
    [InlineData("products/..index/a", true)]
    [InlineData("products/../../outside", false)]
    [InlineData("../out-of-it/a", false)]
    [InlineData("/etc/passwd", false)]
    [InlineData("products/../..", false)]
    public void A_key_is_a_path_below_the_folder_or_none(string key, bool below)
    {
        if (below) Assert.Equal(Path.Combine(Out, key), ProductFolder.PathBelow(Out, key));
        else Assert.Contains(key, Assert.Throws<LocalException>(() => ProductFolder.PathBelow(Out, key)).Message, StringComparison.Ordinal);
    }

    Task<string?> Copy() => ProductFolder.Copy(bucket.Client, Keys.RunId, Out, default);

    string File(string name) => Path.Combine(Out, Keys.Root, name);

    string Inode(string name) => Tool.Run("stat", "-c", "%i %Y", File(name));

    SortedDictionary<string, string> Files() => new(Directory.GetFiles(File(""), "*", SearchOption.AllDirectories)
        .ToDictionary(file => file, file => Convert.ToHexString(SHA256.HashData(System.IO.File.ReadAllBytes(file)))),
            StringComparer.Ordinal);

    /// <summary>As a disk does it: size and time stay.</summary>
    static void Flip(string path)
    {
        var (content, time) = (System.IO.File.ReadAllBytes(path), System.IO.File.GetLastWriteTimeUtc(path));
        content[content.Length / 2] ^= 1;
        System.IO.File.WriteAllBytes(path, content);
        System.IO.File.SetLastWriteTimeUtc(path, time);
    }

    Task Put(string key, byte[] content) => Store.Put(key, content, "application/octet-stream", default);

    static byte[] Bytes(int count, int seed = 1)
    {
        var bytes = new byte[count];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }
}
