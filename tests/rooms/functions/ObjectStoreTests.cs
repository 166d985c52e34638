namespace Vegetation.Tests.Functions;

public sealed class ObjectStoreTests(EmbeddedS3 s3) : IClassFixture<EmbeddedS3>
{
    [Theory]
    [InlineData(0)]
    [InlineData(5 << 20)]
    [InlineData((5 << 20) + 1)]
    [InlineData(13 << 20)] // more than the embedded server takes in one piece
    public async Task Objects_of_any_size_come_back(int bytes)
    {
        var content = new byte[bytes];
        new Random(bytes).NextBytes(content);
        await s3.Store.Put($"any/{bytes}", content, "application/octet-stream", default);
        Assert.Equal(content, await s3.Store.TryGet($"any/{bytes}", default));
    }
}
