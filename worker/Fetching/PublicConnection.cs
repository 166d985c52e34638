using System.Net;
using System.Net.Sockets;
using Vegetation.Core.Work;
using Vegetation.Worker.Contract;

namespace Vegetation.Worker.Fetching;

/// <summary>
/// Connects to addresses of the public internet only, and to this machine where that is allowed. A name on the list may resolve to this
/// machine, its network or its metadata service (DNS rebinding), so it is the address that counts, and the one that was checked is the one
/// that is connected to.
/// </summary>
internal sealed class PublicConnection(bool allowLoopback)
{
    // What IANA's registries of special-purpose addresses call not globally reachable, and multicast.
    static readonly IPNetwork[] NotPublic =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24",
            "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/3",
            "::/96", "100::/64", "2001:db8::/32", "3fff::/20", "5f00::/16", "fc00::/7", "fe80::/9", "ff00::/8",
            // these and ::/96 hold an IPv4 address, which may be any; 2001::/32 is Teredo
            "64:ff9b::/96", "64:ff9b:1::/48", "2001::/23", "2002::/16",
        }.Select(IPNetwork.Parse),
    ];

    /// <summary>For <see cref="SocketsHttpHandler.ConnectCallback"/>. A proxy that the environment names is trusted.</summary>
    /// <exception cref="UnitFailure">invalid(address): the name leads to an address that is not public.</exception>
    public async ValueTask<Stream> Open(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var (host, port) = (context.DnsEndPoint.Host, context.DnsEndPoint.Port);
        var addresses = await Dns.GetHostAddressesAsync(host, cancellationToken);
        var isProxy = host != context.InitialRequestMessage.RequestUri!.IdnHost;
        if (!isProxy && addresses.FirstOrDefault(address => !IsAllowed(address)) is { } inner)
            throw new UnitFailure(
                Reason.Address, $"{host} is at {inner}, which is not public; ALLOW_LOOPBACK=1 allows this machine and no other");
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    public bool IsAllowed(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return (allowLoopback && IPAddress.IsLoopback(plain)) || !NotPublic.Any(network => network.Contains(plain));
    }
}
