using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Options;

namespace FencyGrid.Content.Network;

/// <summary>
/// Keeps connections that are made for a user out of the networks that only this server can reach. The name is resolved once,
/// every address it has is checked, and the connection goes to a checked address: a name that changes its mind gains nothing.
/// </summary>
public sealed class NetworkGuard(IOptions<NetworkOptions> options, IHostResolver resolver)
{
    // Ports from 1024 up that no web server listens on but other protocols do, whose servers might act on lines of a request
    // (the bad ports of the Fetch standard, and the common stores that take text commands).
    private static readonly HashSet<int> RefusedPorts =
        [1719, 1720, 1723, 2049, 2375, 3306, 3659, 4045, 4190, 5060, 5061, 5432, 6000, 6379, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 10080, 11211, 27017];

    private readonly NetworkOptions _options = options.Value;
    private readonly IPNetwork[] _trusted = [.. options.Value.TrustedNetworks.Select(network => IPNetwork.Parse(network))];

    /// <summary>Checks what the URL alone tells: scheme, user information, port, and the address if it names one.</summary>
    /// <exception cref="UrlRefusedException">With the reason.</exception>
    public void CheckUrl(Uri url)
    {
        if (!url.IsAbsoluteUri)
        {
            throw new UrlRefusedException("The URL is not absolute: it must begin with http:// or https://.");
        }

        if (url.Scheme != Uri.UriSchemeHttp && url.Scheme != Uri.UriSchemeHttps)
        {
            throw new UrlRefusedException($"The URL's scheme is '{url.Scheme}'; only http and https are allowed.");
        }

        if (url.UserInfo.Length > 0)
        {
            throw new UrlRefusedException("The URL holds a user name or password, which is not allowed.");
        }

        if (url.IdnHost.Length == 0)
        {
            throw new UrlRefusedException("The URL names no host.");
        }

        if (!IsAllowedPort(url.Port))
        {
            throw new UrlRefusedException($"The URL's port {url.Port} is not allowed.");
        }

        if (IPAddress.TryParse(url.IdnHost.Trim('[', ']'), out var address) && !IsAllowed(address))
        {
            throw Refused(url.IdnHost);
        }
    }

    /// <summary>Checks the URL and every address its host has now, as is done again for every connection.</summary>
    /// <exception cref="UrlRefusedException">With the reason.</exception>
    public async Task CheckAsync(Uri url, CancellationToken cancellationToken)
    {
        CheckUrl(url);
        await ResolveAsync(url.IdnHost, cancellationToken);
    }

    public bool IsAllowed(IPAddress address)
    {
        var range = AddressRanges.Of(address);
        return range == AddressRange.Public
            || (range == AddressRange.Private && (_options.AllowPrivateNetworks || _trusted.Any(network => network.Contains(AddressRanges.Unwrap(address)))));
    }

    /// <summary>
    /// A handler whose every connection is checked. It uses no proxy, keeps no cookies, follows no redirects, and sends no credentials
    /// and no trace headers. Callers follow redirects, if at all, by <see cref="CheckUrl"/> and another request.
    /// </summary>
    public SocketsHttpHandler CreateHandler() => new()
    {
        ActivityHeadersPropagator = null,
        AllowAutoRedirect = false,
        ConnectCallback = ConnectAsync,
        ConnectTimeout = _options.ConnectTimeout,
        Credentials = null,
        MaxResponseDrainSize = 0,
        MaxResponseHeadersLength = 64,
        PooledConnectionLifetime = TimeSpan.FromMinutes(2),
        UseCookies = false,
        UseProxy = false,
    };

    private bool IsAllowedPort(int port) =>
        _options.AllowedPorts.Count > 0
            ? _options.AllowedPorts.Contains(port)
            : port is 80 or 443 || (port >= 1024 && !RefusedPorts.Contains(port));

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var addresses = await ResolveAsync(context.DnsEndPoint.Host, cancellationToken);
        SocketException? last = null;
        foreach (var address in addresses)
        {
            var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await socket.ConnectAsync(new IPEndPoint(address, context.DnsEndPoint.Port), cancellationToken);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch (SocketException failure)
            {
                socket.Dispose();
                last = failure;
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        }

        throw last!;
    }

    private async Task<IPAddress[]> ResolveAsync(string host, CancellationToken cancellationToken)
    {
        var name = host.Trim('[', ']');
        if (!IPAddress.TryParse(name, out var literal))
        {
            var addresses = await LookUpAsync(name, cancellationToken);

            // One address that is not allowed spoils the name: which one a connection takes is not for the name's owner to play with.
            return addresses.All(IsAllowed) ? addresses : throw Refused(name);
        }

        return IsAllowed(literal) ? [literal] : throw Refused(name);
    }

    private async Task<IPAddress[]> LookUpAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            var addresses = await resolver.ResolveAsync(name, cancellationToken);
            return addresses.Length > 0 ? addresses : throw new SocketException((int)SocketError.NoData);
        }
        catch (SocketException failure)
        {
            throw new UrlRefusedException($"The host '{name}' cannot be resolved.", isTransient: true, failure);
        }
        catch (ArgumentException failure)
        {
            throw new UrlRefusedException($"The host '{name}' is not a valid name.", inner: failure);
        }
    }

    private static UrlRefusedException Refused(string host) => new(
        $"The host '{host}' leads to an address in a private or reserved network, which URLs may not reach. An operator can allow private networks with FencyGrid:AllowPrivateNetworks.");
}
