using Microsoft.Extensions.Time.Testing;

namespace Vegetation.Tests.Worker;

/// <summary>
/// A line over which a few bytes come at a time, each time after a while by the client's clock. Nobody waits: the clock moves on when they
/// are read.
/// </summary>
sealed class SlowLine(FakeTimeProvider clock, int bytes, TimeSpan each) : DelegatingHandler(new SocketsHttpHandler())
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        var slow = new StreamContent(new SlowStream(await response.Content.ReadAsStreamAsync(cancellationToken), clock, bytes, each));
        foreach (var (name, values) in response.Content.Headers) slow.Headers.TryAddWithoutValidation(name, values);
        response.Content = slow;
        return response;
    }

    sealed class SlowStream(Stream inner, FakeTimeProvider clock, int bytes, TimeSpan each) : Stream
    {
        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => throw new NotSupportedException();
        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            clock.Advance(each);
            cancellationToken.ThrowIfCancellationRequested();
            return await inner.ReadAtLeastAsync(buffer[..Math.Min(buffer.Length, bytes)], Math.Min(buffer.Length, bytes),
                throwOnEndOfStream: false, cancellationToken);
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();
        public override void Flush() => throw new NotSupportedException();
        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            inner.Dispose();
            base.Dispose(disposing);
        }
    }
}
