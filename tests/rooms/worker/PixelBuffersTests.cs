using Vegetation.Worker.Reading;

namespace Vegetation.Tests.Worker;

public sealed class PixelBuffersTests
{
    [Fact]
    public void Planes_of_the_same_size_are_used_again_and_those_of_many_sizes_do_not_gather()
    {
        var buffers = new PixelBuffers();
        var first = buffers.Take<byte>(7);
        buffers.Return(first);
        Assert.Same(first, buffers.Take<byte>(7));
        buffers.Return(first);
        for (var length = 100; length < 200; length++) buffers.Return(buffers.Take<byte>(length));
        Assert.NotSame(first, buffers.Take<byte>(7));
    }
}
