using System.Net;
using System.Net.Sockets;

namespace FencyGrid.Content.Network;

/// <summary>What an address is good for, seen from outside the machine's own networks.</summary>
public enum AddressRange
{
    Public,

    /// <summary>This machine or a network of its operator: loopback, private, carrier-grade NAT, unique-local, site-local.</summary>
    Private,

    /// <summary>Never a document's address: link-local with its metadata services, multicast, unspecified, documentation, reserved.</summary>
    Special,
}

/// <summary>Sorts addresses by the IANA special-purpose registries (RFC 6890 and later entries).</summary>
public static class AddressRanges
{
    private static readonly IPNetwork[] PrivateNetworks = Parse(
        "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16",
        "::1/128", "fc00::/7", "fec0::/10");

    // 168.63.129.16 lies in public space, but it is the platform's own agent on every Azure machine.
    private static readonly IPNetwork[] SpecialNetworks = Parse(
        "0.0.0.0/8", "168.63.129.16/32", "169.254.0.0/16", "192.0.0.0/24", "192.0.2.0/24", "192.31.196.0/24", "192.52.193.0/24",
        "192.88.99.0/24", "192.175.48.0/24", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
        "2001::/23", "2001:db8::/32", "3fff::/20", "fd00:ec2::254/128", "fd20:ce::254/128");

    private static readonly IPNetwork GlobalUnicast = IPNetwork.Parse("2000::/3");
    private static readonly IPNetwork Nat64 = IPNetwork.Parse("64:ff9b::/96");
    private static readonly IPNetwork SixToFour = IPNetwork.Parse("2002::/16");

    public static AddressRange Of(IPAddress address)
    {
        var plain = Unwrap(address);
        if (Contains(SpecialNetworks, plain))
        {
            return AddressRange.Special;
        }

        if (Contains(PrivateNetworks, plain))
        {
            return AddressRange.Private;
        }

        // IPv6 hands out global addresses from 2000::/3 only; whatever else there is has some other meaning.
        var isGlobal = plain.AddressFamily == AddressFamily.InterNetwork || GlobalUnicast.Contains(plain);
        return isGlobal ? AddressRange.Public : AddressRange.Special;
    }

    /// <summary>The IPv4 address that a mapped, NAT64 or 6to4 address leads to; any other address itself, without its zone.</summary>
    internal static IPAddress Unwrap(IPAddress address)
    {
        if (address.AddressFamily != AddressFamily.InterNetworkV6)
        {
            return address;
        }

        var bytes = address.GetAddressBytes();
        var plain = new IPAddress(bytes);
        if (plain.IsIPv4MappedToIPv6 || Nat64.Contains(plain))
        {
            return new IPAddress(bytes.AsSpan(12));
        }

        return SixToFour.Contains(plain) ? new IPAddress(bytes.AsSpan(2, 4)) : plain;
    }

    private static IPNetwork[] Parse(params string[] networks) => [.. networks.Select(network => IPNetwork.Parse(network))];

    private static bool Contains(IPNetwork[] networks, IPAddress address) => networks.Any(network => network.Contains(address));
}
