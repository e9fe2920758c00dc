using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace FencyGrid.Storage.Tests.Postgres;

/// <summary>Stands between the store and its database, and cuts connections at a chosen moment. Those opened afterwards are left alone.</summary>
internal sealed class CuttingProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentBag<Link> _links = [];
    private readonly Task _accepting;

    public CuttingProxy(int serverPort)
    {
        _listener.Start();
        _accepting = AcceptAsync(serverPort);
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>What the server next answers on a connection that is open now does not arrive; the connection breaks instead.</summary>
    public void CutBeforeAnswers()
    {
        foreach (var link in _links)
        {
            link.CutsAnswers = true;
        }
    }

    /// <summary>What is next sent on a connection that is open now stays on its way; for the sender the connection breaks.</summary>
    public void CutBeforeRequests()
    {
        foreach (var link in _links)
        {
            link.CutsRequests = true;
        }
    }

    /// <summary>Lets what was on its way arrive; answers what the server said to it.</summary>
    public async Task<string> DeliverAsync()
    {
        var link = _links.Single(link => link.Held.Length > 0);
        await link.Server.SendAsync(link.Held);
        var buffer = new byte[8192];
        return Encoding.UTF8.GetString(buffer, 0, await link.Server.ReceiveAsync(buffer));
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        await _accepting;
        foreach (var link in _links)
        {
            link.Client.Dispose();
            link.Server.Dispose();
        }
    }

    private async Task AcceptAsync(int serverPort)
    {
        while (true)
        {
            Socket client;
            try
            {
                client = await _listener.AcceptSocketAsync();
            }
            catch (SocketException)
            {
                return;
            }

            var link = new Link(client, new Socket(SocketType.Stream, ProtocolType.Tcp));
            await link.Server.ConnectAsync(IPAddress.Loopback, serverPort);
            _links.Add(link);
            _ = PumpRequestsAsync(link);
            _ = PumpAnswersAsync(link);
        }
    }

    private static async Task PumpRequestsAsync(Link link)
    {
        await PumpAsync(link.Client, link.Server, data =>
        {
            if (!link.CutsRequests)
            {
                return true;
            }

            link.Held = data.ToArray();
            link.Client.Dispose();
            return false;
        });
        if (link.Held.Length == 0)
        {
            link.Server.Dispose();
        }
    }

    private static async Task PumpAnswersAsync(Link link)
    {
        await PumpAsync(link.Server, link.Client, _ => !link.CutsAnswers, () => link.CutsRequests);
        if (!link.CutsRequests)
        {
            // Else the connection breaks when a request is held: what is left of an earlier answer must not break it before.
            link.Client.Dispose();
        }
    }

    private static async Task PumpAsync(Socket from, Socket to, Func<Memory<byte>, bool> passes, Func<bool>? stops = null)
    {
        var buffer = new byte[65536];
        try
        {
            while (stops?.Invoke() != true)
            {
                // Waits without taking, so that the answer to a delivery is left to whoever delivers.
                await from.ReceiveAsync(Memory<byte>.Empty);
                if (stops?.Invoke() == true)
                {
                    return;
                }

                var count = await from.ReceiveAsync(buffer);
                if (count == 0 || !passes(buffer.AsMemory(0, count)))
                {
                    return;
                }

                await to.SendAsync(buffer.AsMemory(0, count));
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
        }
    }

    private sealed class Link(Socket client, Socket server)
    {
        public Socket Client => client;

        public Socket Server => server;

        public volatile bool CutsAnswers;

        public volatile bool CutsRequests;

        public byte[] Held { get; set; } = [];
    }
}
