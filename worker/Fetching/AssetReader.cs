using System.Buffers;
using Vegetation.Core.Work;
using Vegetation.Raster;
using Vegetation.Worker.Contract;

namespace Vegetation.Worker.Fetching;

/// <summary>What the first answer says of a file.</summary>
internal sealed record KnownAsset(Uri Address, long Length, AssetVersion Version);

/// <summary>The beginning of a file, which holds the TIFF header and block tables.</summary>
/// <param name="Room">Of the first bytes, until the rest is read or the head is disposed.</param>
internal sealed record AssetHead(KnownAsset Asset, IMemoryOwner<byte> Room, int Received) : IDisposable
{
    public ReadOnlyMemory<byte> First => Room.Memory[..Received];

    public void Dispose() => Room.Dispose();
}

/// <summary>
/// Reads one level of GeoTIFFs into memory. A byte that was not received is never left to be read as zero:
/// zero means nodata here.
/// </summary>
/// <param name="rangeBytes">
/// How much each request after the first asks for: 18 are under way, and a line of 10 Mbit/s needs no second try.
/// </param>
internal sealed class AssetReader(HttpClient http, Backoff backoff, int rangeBytes = 2 << 20)
{
    const int RangesAtOnce = 6;
    const long LargestFile = 1L << 30; // a full 10 m band has 0.25 GB even uncompressed

    readonly RangeRequest ranges = new(http);

    /// <summary>
    /// A client that follows no redirects and connects to public addresses only, and to this machine where allowed: either could lead out
    /// of the allowed hosts.
    /// </summary>
    public static HttpClient NewClient(Settings settings) => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = !settings.AllowLoopback,
        ConnectTimeout = TimeSpan.FromSeconds(5),
        ConnectCallback = new PublicConnection(settings.AllowLoopback).Open,
        PooledConnectionIdleTimeout = TimeSpan.FromSeconds(15), // S3 closes idle connections after 20 s
    })
    { Timeout = Timeout.InfiniteTimeSpan };

    /// <param name="bytes">How much to ask for: see <see cref="FirstRequests"/>.</param>
    /// <exception cref="UnitFailure">asset-missing, not-a-tiff, too-large, address, or the last fault when it is given up.</exception>
    public async Task<AssetHead> ReadHead(Uri address, int bytes, SceneDeadline deadline)
    {
        var room = MemoryPool<byte>.Shared.Rent(bytes); // kept over the scenes
        try
        {
            var head = address.IsFile ? FileHead(address, bytes, room) : await RemoteHead(address, bytes, room, deadline);
            if (head.Asset.Length > LargestFile)
                throw new UnitFailure(Reason.TooLarge, $"{address} has {head.Asset.Length} bytes, more than {LargestFile}");
            if (!IsTiff(head.First.Span)) throw new UnitFailure(Reason.NotATiff, $"{address} does not begin as a TIFF does");
            return head;
        }
        catch
        {
            room.Dispose();
            throw;
        }
    }

    /// <summary>Fetches what a level needs, and says how many bytes that were. Disposes the head; the caller disposes the file.</summary>
    /// <exception cref="UnitFailure">grid, truncated, asset-changed, or the last fault when it is given up.</exception>
    public async Task<(MemoryFile File, long Bytes)> ReadRest(AssetHead head, int level, SceneDeadline deadline)
    {
        var asset = head.Asset;
        var file = FileWith(head);
        try
        {
            var (start, end) = Blocks(file, head, level);
            start = Math.Max(head.Received, start);
            var rest = Ranges(start, end);
            if (asset.Address.IsFile) foreach (var (from, length) in rest) ReadFile(asset.Address, from, file.Slice(from, length).Span);
            else await Parallel.ForEachAsync(rest, new ParallelOptions { MaxDegreeOfParallelism = RangesAtOnce }, async (range, _) =>
                await backoff.Run((transfer, token) =>
                    ranges.Read(asset.Address, range.From, file.Slice(range.From, range.Length), asset, transfer, token), deadline));
            return (file, head.Received + Math.Max(0, end - start));
        }
        catch
        {
            file.Dispose(); // ForEachAsync has waited for every range: none writes any more
            throw;
        }
    }

    static MemoryFile FileWith(AssetHead head)
    {
        using var _ = head;
        var file = new MemoryFile((int)head.Asset.Length);
        head.First.Span.CopyTo(file.Bytes);
        return file;
    }

    async Task<AssetHead> RemoteHead(Uri address, int bytes, IMemoryOwner<byte> room, SceneDeadline deadline)
    {
        var answer = await backoff.Run(
            (transfer, cancellationToken) => ranges.Read(address, 0, room.Memory[..bytes], null, transfer, cancellationToken), deadline);
        return new(new(address, answer.Total, answer.Version), room, answer.Length);
    }

    static AssetHead FileHead(Uri address, int bytes, IMemoryOwner<byte> room)
    {
        if (!File.Exists(address.LocalPath))
            throw new UnitFailure(Reason.AssetMissing, $"{address} does not exist");
        var length = new FileInfo(address.LocalPath).Length;
        var received = (int)Math.Min(bytes, length);
        ReadFile(address, 0, room.Memory.Span[..received]);
        return new(new(address, length, default), room, received);
    }

    static void ReadFile(Uri address, long from, Span<byte> into)
    {
        using var file = File.OpenHandle(address.LocalPath);
        for (var done = 0; done < into.Length;)
        {
            var read = RandomAccess.Read(file, into[done..], from + done);
            if (read == 0) throw new UnitFailure(Reason.ShortBody, $"{address} ended before byte {from + into.Length}");
            done += read;
        }
    }

    // Each level lies in one piece, the coarsest first, between header and full resolution: the others need not be fetched.
    static (long Start, long End) Blocks(MemoryFile file, AssetHead head, int level)
    {
        try
        {
            using var reader = RasterReader.OpenMemory(file, level);
            HeaderLimits.Require(reader, head.Asset.Address.ToString());
            // What lies beyond the bytes at hand reads as zeros: tags would go missing without a word.
            if (file.HeaderEnd > head.Received || reader.BlockRange() is not (var start, var end)) return (0, head.Asset.Length);
            if (end > head.Asset.Length)
                throw new UnitFailure(Reason.Truncated, $"{head.Asset.Address} has {head.Asset.Length} bytes, its blocks end at {end}");
            return (start, level == 0 ? head.Asset.Length : end);
        }
        catch (RasterException)
        {
            return (0, head.Asset.Length); // the header is longer than what we have: take everything
        }
    }

    IEnumerable<(int From, int Length)> Ranges(long start, long end)
    {
        for (var from = start; from < end; from += rangeBytes)
            yield return ((int)from, (int)Math.Min(rangeBytes, end - from));
    }

    static bool IsTiff(ReadOnlySpan<byte> first) =>
        first.StartsWith("II*\0"u8) || first.StartsWith("MM\0*"u8) || first.StartsWith("II+\0"u8) || first.StartsWith("MM\0+"u8);
}
