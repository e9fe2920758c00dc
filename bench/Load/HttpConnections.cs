using System.Buffers;
using System.Net.Sockets;
using System.Text;

namespace FencyGrid.Bench.Load;

/// <summary>
/// Keep-alive HTTP/1.1 connections on bare sockets: on a machine that load generator and server share, a full client would be half of what is measured.
/// </summary>
public sealed class HttpConnections(Uri address, string? bearer) : IDisposable
{
    private readonly System.Collections.Concurrent.ConcurrentBag<Connection> _idle = [];

    /// <summary>Sends one request and reads its answer whole.</summary>
    /// <param name="headers">In place of the bearer's, each as <c>Name: value</c>.</param>
    /// <exception cref="InvalidOperationException">The answer is not a success.</exception>
    public async Task<string> SendAsync(string method, string path, string? body = null, IReadOnlyList<string>? headers = null)
    {
        if (!_idle.TryTake(out var connection))
        {
            connection = await Connection.OpenAsync(address);
        }

        var (status, answer) = await connection.SendAsync(Encode(method, path, body, headers));
        _idle.Add(connection);
        return status is >= 200 and < 300 ? answer : throw new InvalidOperationException($"{method} {path} was answered {status}: {answer}");
    }

    public void Dispose()
    {
        while (_idle.TryTake(out var connection))
        {
            connection.Dispose();
        }
    }

    private byte[] Encode(string method, string path, string? body, IReadOnlyList<string>? headers)
    {
        var content = body is null ? [] : Encoding.UTF8.GetBytes(body);
        var own = headers ?? (bearer is null ? [] : [$"Authorization: Bearer {bearer}"]);
        var given = string.Concat(own.Select(header => header + "\r\n"));
        var head = $"{method} {path} HTTP/1.1\r\nHost: {address.Authority}\r\n{given}Content-Type: application/json\r\nContent-Length: {content.Length}\r\n\r\n";
        return [.. Encoding.ASCII.GetBytes(head), .. content];
    }

    private sealed class Connection(Socket socket) : IDisposable
    {
        private byte[] _buffer = ArrayPool<byte>.Shared.Rent(64 * 1024);

        public static async Task<Connection> OpenAsync(Uri address)
        {
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            await socket.ConnectAsync(address.Host, address.Port);
            return new Connection(socket);
        }

        public async Task<(int Status, string Body)> SendAsync(ReadOnlyMemory<byte> request)
        {
            while (request.Length > 0)
            {
                request = request[await socket.SendAsync(request)..];
            }

            var read = 0;
            int headEnd;
            while ((headEnd = _buffer.AsSpan(0, read).IndexOf("\r\n\r\n"u8)) < 0)
            {
                read += await ReceiveAsync(read);
            }

            var head = Encoding.ASCII.GetString(_buffer, 0, headEnd);
            var status = int.Parse(head.AsSpan(9, 3), System.Globalization.CultureInfo.InvariantCulture);
            var isChunked = head.Contains("Transfer-Encoding: chunked", StringComparison.OrdinalIgnoreCase);
            var body = headEnd + 4;
            if (!isChunked)
            {
                var length = ContentLength(head);
                while (read < body + length)
                {
                    read += await ReceiveAsync(read);
                }

                return (status, Encoding.UTF8.GetString(_buffer, body, length));
            }

            var text = new MemoryStream();
            while (true)
            {
                int lineEnd;
                while ((lineEnd = _buffer.AsSpan(body, read - body).IndexOf("\r\n"u8)) < 0)
                {
                    read += await ReceiveAsync(read);
                }

                var size = Convert.ToInt32(Encoding.ASCII.GetString(_buffer, body, lineEnd), 16);
                body += lineEnd + 2;
                while (read < body + size + 2)
                {
                    read += await ReceiveAsync(read);
                }

                if (size == 0)
                {
                    return (status, Encoding.UTF8.GetString(text.GetBuffer(), 0, (int)text.Length));
                }

                text.Write(_buffer, body, size);
                body += size + 2;
            }
        }

        public void Dispose()
        {
            ArrayPool<byte>.Shared.Return(_buffer);
            socket.Dispose();
        }

        private async Task<int> ReceiveAsync(int offset)
        {
            if (offset == _buffer.Length)
            {
                var larger = ArrayPool<byte>.Shared.Rent(_buffer.Length * 2);
                _buffer.CopyTo(larger, 0);
                ArrayPool<byte>.Shared.Return(_buffer);
                _buffer = larger;
            }

            var count = await socket.ReceiveAsync(_buffer.AsMemory(offset));
            return count > 0 ? count : throw new InvalidOperationException("The server closed the connection.");
        }

        private static int ContentLength(string head)
        {
            const string Name = "Content-Length:";
            var start = head.IndexOf(Name, StringComparison.OrdinalIgnoreCase);
            if (start < 0)
            {
                return 0;
            }

            var end = head.IndexOf('\r', start);
            return int.Parse(head.AsSpan()[(start + Name.Length)..(end < 0 ? head.Length : end)], System.Globalization.CultureInfo.InvariantCulture);
        }
    }
}
