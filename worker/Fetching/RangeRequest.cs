using System.Net;
using System.Net.Http.Headers;
using Vegetation.Core.Work;
using Vegetation.Worker.Contract;

namespace Vegetation.Worker.Fetching;

/// <summary>One answer to a range request: the bytes are in the caller's memory.</summary>
internal sealed record RangeAnswer(int Length, long Total, AssetVersion Version);

/// <summary>
/// Asks for bytes from..to (both included) of a file and takes nothing but exactly those. What is wrong with an answer is said as
/// <see cref="TransientFault"/> (worth another try) or <see cref="UnitFailure"/> (not).
/// </summary>
internal sealed class RangeRequest(HttpClient http)
{
    /// <summary>Fetches what the transfer lacks of the range.</summary>
    /// <param name="into">Room for the whole range, the same in each try.</param>
    /// <param name="known">
    /// The version and size that the first answer named, which all parts must share; null in the first request: the file may end before its
    /// range does.
    /// </param>
    public async Task<RangeAnswer> Read(Uri address, long from, Memory<byte> into, KnownAsset? known, Transfer transfer,
        CancellationToken cancellationToken)
    {
        try
        {
            return await Ask(address, from + transfer.Received, into[transfer.Received..], known, transfer, cancellationToken);
        }
        catch (EndOfStreamException)
        {
            throw Short(address, into.Length);
        }
        catch (HttpIOException e) when (e.HttpRequestError == HttpRequestError.ResponseEnded)
        {
            throw Short(address, into.Length);
        }
        catch (HttpRequestException e) when (e.InnerException is UnitFailure refused)
        {
            throw refused; // by PublicConnection
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            throw new TransientFault(Reason.Connection, $"{address}: {e.Message}");
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            // ConnectTimeout
            throw new TransientFault(Reason.Connection, $"{address}: no connection in time: {e.InnerException?.Message ?? e.Message}");
        }
    }

    async Task<RangeAnswer> Ask(Uri address, long from, Memory<byte> into, KnownAsset? known, Transfer transfer,
        CancellationToken cancellationToken)
    {
        known ??= transfer.Known;
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Range = new RangeHeaderValue(from, from + into.Length - 1);
        if (known?.Version.ForIfMatch is { } tag) request.Headers.IfMatch.Add(tag);
        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        CheckStatus(address, response, known);
        var version = AssetVersion.Of(response);
        if (known?.Version.DiffersFrom(version) == true) throw Changed(address);
        var (length, total) = CheckRange(address, response.Content.Headers, from, into.Length, known);
        if (known is null && version.IsTold) transfer.Known = known = new(address, total, version);
        try
        {
            await Receive(address, response.Content, into[..length], transfer, cancellationToken);
        }
        catch when (known is null || response.Content.Headers.ContentLength is null)
        {
            // the next answer may be of another version, or this one was no part of the file: nobody said how long it is
            transfer.Restart();
            throw;
        }
        return new(transfer.Received, total, version);
    }

    static async Task Receive(Uri address, HttpContent content, Memory<byte> into, Transfer transfer, CancellationToken cancellationToken)
    {
        await using var body = await content.ReadAsStreamAsync(cancellationToken);
        for (var done = 0; done < into.Length;)
        {
            var read = await body.ReadAsync(into[done..], cancellationToken);
            if (read == 0) throw new EndOfStreamException();
            done += read;
            transfer.Add(read);
        }
        if (content.Headers.ContentLength is null && await body.ReadAsync(new byte[1], cancellationToken) != 0)
            throw new TransientFault(Reason.WrongRange, $"{address} sent more bytes than asked");
    }

    static void CheckStatus(Uri address, HttpResponseMessage response, KnownAsset? known)
    {
        var status = response.StatusCode;
        switch (status)
        {
            case HttpStatusCode.PartialContent: return;
            case HttpStatusCode.OK: throw new TransientFault(Reason.NoRanges, $"{address} was answered whole, not in parts");
            case HttpStatusCode.NotFound or HttpStatusCode.Forbidden or HttpStatusCode.Gone:
                throw new UnitFailure(Reason.AssetMissing, $"{address} was answered with {(int)status}");
            case HttpStatusCode.RequestedRangeNotSatisfiable when known is null:
                throw new UnitFailure(Reason.NotATiff, $"{address} is empty");
            case HttpStatusCode.RequestedRangeNotSatisfiable or HttpStatusCode.PreconditionFailed: throw Changed(address);
            case HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout or >= HttpStatusCode.InternalServerError:
                throw new TransientFault(Reason.Http((int)status), $"{address} was answered with {(int)status}",
                    response.Headers.RetryAfter);
            default: throw new UnitFailure(Reason.Http((int)status), $"{address} was answered with {(int)status}");
        }
    }

    static (int Length, long Total) CheckRange(Uri address, HttpContentHeaders headers, long from, int asked, KnownAsset? known)
    {
        var range = headers.ContentRange;
        if (range is not { From: { } first, To: { } last, Length: { } total } || first != from)
            throw WrongRange(address, range, from, asked);
        var length = last - first + 1;
        if (known is not null && total != known.Length) throw Changed(address);
        var expected = Math.Min(asked, total - from);
        if (length != expected || (headers.ContentLength is { } body && body != length)) throw WrongRange(address, range, from, asked);
        return ((int)length, total);
    }

    static TransientFault WrongRange(Uri address, ContentRangeHeaderValue? range, long from, int asked) =>
        new(Reason.WrongRange, $"{address} sent \"{range}\" for {asked} bytes from {from}");

    static TransientFault Short(Uri address, int bytes) => new(Reason.ShortBody, $"{address} ended before its {bytes} bytes");

    static UnitFailure Changed(Uri address) => new(Reason.AssetChanged, $"{address} changed while it was read");
}
