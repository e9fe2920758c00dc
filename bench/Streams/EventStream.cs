using System.Diagnostics;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace FencyGrid.Bench.Streams;

/// <summary>What a stream's event says of its task.</summary>
/// <param name="Text">The answer so far, of a Text event; the whole one, of a Completed event.</param>
public sealed record TaskEvent(string TaskId, string Kind, string? Text, long ReceivedAt);

/// <summary>One client's connection to its stream on a bare socket: server-sent events in chunks of HTTP/1.1.</summary>
public sealed class EventStream : IDisposable
{
    private readonly Socket _socket;
    private readonly byte[] _buffer = new byte[16 * 1024];
    private readonly StringBuilder _lines = new();
    private readonly StringBuilder _size = new();
    private int _read;
    private int _next;
    private int _inChunk = -1;

    private EventStream(Socket socket) => _socket = socket;

    /// <summary>Connects, and returns once the server has opened the stream.</summary>
    public static async Task<EventStream> OpenAsync(Uri address, string path, IEnumerable<(string Name, string Value)> headers)
    {
        var stream = new EventStream(new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true });
        await stream._socket.ConnectAsync(address.Host, address.Port);
        var head = string.Concat(headers.Select(header => $"{header.Name}: {header.Value}\r\n"));
        await stream._socket.SendAsync(Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: {address.Authority}\r\nAccept: text/event-stream\r\n{head}\r\n"));
        var answer = await stream.ReadHeadAsync();
        if (!answer.StartsWith("HTTP/1.1 200", StringComparison.Ordinal) || !answer.Contains("chunked", StringComparison.OrdinalIgnoreCase))
        {
            throw new InvalidOperationException($"The stream was refused: {answer}");
        }

        return stream;
    }

    /// <summary>The next event of a task; comments and ids are passed over.</summary>
    public async Task<TaskEvent> ReadAsync()
    {
        while (true)
        {
            var line = await ReadLineAsync();
            if (line.StartsWith("data: ", StringComparison.Ordinal))
            {
                return Parse(Convert.FromBase64String(line["data: ".Length..]), Stopwatch.GetTimestamp());
            }
        }
    }

    public void Dispose() => _socket.Dispose();

    private static TaskEvent Parse(byte[] json, long receivedAt)
    {
        using var document = JsonDocument.Parse(json);
        var root = document.RootElement;
        if (root.GetProperty("type").GetString() != "AGENT_TASK_PROGRESS_ITEM_UPDATED")
        {
            throw new InvalidOperationException($"The stream ended: {root.GetRawText()}");
        }

        using var data = JsonDocument.Parse(root.GetProperty("data").GetString()!);
        var kind = data.RootElement.GetProperty("eventType").GetString()!;
        var text = kind switch
        {
            "Text" => data.RootElement.GetProperty("text").GetString(),
            "Completed" => data.RootElement.GetProperty("response").GetProperty("textResponse").GetString(),
            _ => data.RootElement.GetRawText(),
        };
        return new TaskEvent(root.GetProperty("agentTaskId").GetString()!, kind, text, receivedAt);
    }

    private async Task<string> ReadHeadAsync()
    {
        var head = new StringBuilder();
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            head.Append((char)await ReadByteAsync());
        }

        return head.ToString();
    }

    private async Task<string> ReadLineAsync()
    {
        while (true)
        {
            if (_inChunk <= 0)
            {
                await BeginChunkAsync();
            }

            if (_next == _read)
            {
                await FillAsync();
            }

            // As much of the chunk as is here, up to the line's end.
            var here = _buffer.AsSpan(_next, Math.Min(_inChunk, _read - _next));
            var end = here.IndexOf((byte)'\n');
            var taken = end < 0 ? here.Length : end + 1;
            _lines.Append(Encoding.ASCII.GetString(here[..(end < 0 ? taken : end)]));
            _next += taken;
            _inChunk -= taken;
            if (end >= 0)
            {
                var line = _lines.ToString();
                _lines.Clear();
                return line;
            }
        }
    }

    private async Task BeginChunkAsync()
    {
        _size.Clear();
        while (true)
        {
            var value = (char)await ReadByteAsync();
            if (value == '\n' && _size.Length > 0)
            {
                _inChunk = Convert.ToInt32(_size.ToString(), 16);
                return;
            }

            if (char.IsAsciiHexDigit(value))
            {
                _size.Append(value);
            }
        }
    }

    private async ValueTask<byte> ReadByteAsync()
    {
        if (_next == _read)
        {
            await FillAsync();
        }

        return _buffer[_next++];
    }

    private async Task FillAsync()
    {
        _read = await _socket.ReceiveAsync(_buffer.AsMemory());
        _next = 0;
        if (_read == 0)
        {
            throw new InvalidOperationException("The server closed a stream.");
        }
    }
}
