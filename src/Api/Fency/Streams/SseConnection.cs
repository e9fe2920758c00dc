using System.Buffers;
using System.Buffers.Text;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using FencyGrid.Contracts.Streams;
using Microsoft.Net.Http.Headers;

namespace FencyGrid.Api.Fency.Streams;

/// <summary>
/// A client's connection to its stream: server-sent events (WHATWG HTML, 9.2) whose data is base64 of the event's JSON.
/// While nothing happens, comments keep it alive.
/// </summary>
internal sealed class SseConnection(HttpResponse response, string streamId, TimeProvider time)
{
    public const string NotFound = "STREAM_NOT_FOUND";
    public const string Unauthorized = "STREAM_UNAUTHORIZED";
    public const string TimedOut = "STREAM_TIMEOUT";

    private const string ItemUpdated = "AGENT_TASK_PROGRESS_ITEM_UPDATED";
    private const string TimestampFormat = "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'";

    private static readonly JsonWriterOptions WriterOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    public async Task OpenAsync(CancellationToken cancellationToken)
    {
        response.ContentType = "text/event-stream";
        response.Headers.CacheControl = "no-cache, no-transform";

        // Proxies that buffer answers would hold events back.
        response.Headers["X-Accel-Buffering"] = "no";
        await response.StartAsync(cancellationToken);
        await CommentAsync(cancellationToken);
    }

    /// <summary>Answers with nothing but that event.</summary>
    public async Task RefuseAsync(int status, string type, CancellationToken cancellationToken)
    {
        response.StatusCode = status;
        if (status == StatusCodes.Status401Unauthorized)
        {
            response.Headers[HeaderNames.WWWAuthenticate] = "Bearer";
        }

        await OpenAsync(cancellationToken);
        await EndAsync(type, cancellationToken);
    }

    /// <summary>Sends the items until there are no more, and a comment whenever there was nothing for so long.</summary>
    public async Task CopyAsync(IAsyncEnumerable<StreamItem> stream, TimeSpan heartbeat, CancellationToken cancellationToken)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await using var items = stream.GetAsyncEnumerator(ending.Token);
        var pending = items.MoveNextAsync().AsTask();
        try
        {
            await CopyAsync(items, pending, next => pending = next, heartbeat, cancellationToken);
        }
        finally
        {
            // A stream cannot be closed while its next item is being waited for.
            await ending.CancelAsync();
            await ((Task)pending).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task CopyAsync(
        IAsyncEnumerator<StreamItem> items, Task<bool> next, Action<Task<bool>> setPending, TimeSpan heartbeat, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(heartbeat, time);
        var tick = timer.WaitForNextTickAsync(cancellationToken).AsTask();
        var isIdle = true;
        while (true)
        {
            if (!next.IsCompleted)
            {
                // All that is there goes out at once.
                await response.BodyWriter.FlushAsync(cancellationToken);
                if (await Task.WhenAny(next, tick) == tick)
                {
                    await tick;
                    if (isIdle)
                    {
                        await CommentAsync(cancellationToken);
                    }

                    isIdle = true;
                    tick = timer.WaitForNextTickAsync(cancellationToken).AsTask();
                    continue;
                }
            }

            if (!await next)
            {
                return;
            }

            Write(items.Current);
            isIdle = false;
            setPending(next = items.MoveNextAsync().AsTask());
        }
    }

    /// <summary>Sends an event of the stream itself.</summary>
    public async Task EndAsync(string type, CancellationToken cancellationToken)
    {
        var json = new ArrayBufferWriter<byte>(256);
        using (var writer = new Utf8JsonWriter(json, WriterOptions))
        {
            writer.WriteStartObject();
            writer.WriteString("type"u8, type);
            writer.WriteString("streamId"u8, streamId);
            writer.WriteString("timestamp"u8, Text(time.GetUtcNow()));
            writer.WriteEndObject();
        }

        WriteData(json.WrittenSpan);
        await response.BodyWriter.FlushAsync(cancellationToken);
    }

    private async Task CommentAsync(CancellationToken cancellationToken)
    {
        response.BodyWriter.Write(":\n\n"u8);
        await response.BodyWriter.FlushAsync(cancellationToken);
    }

    private void Write(StreamItem item)
    {
        var data = new ArrayBufferWriter<byte>(512);
        using (var writer = new Utf8JsonWriter(data, WriterOptions))
        {
            ProgressData.Write(writer, item.Item.TaskType, item.Item.Progress);
        }

        var json = new ArrayBufferWriter<byte>(data.WrittenCount + 512);
        using (var writer = new Utf8JsonWriter(json, WriterOptions))
        {
            writer.WriteStartObject();
            writer.WriteString("type"u8, ItemUpdated);
            writer.WriteString("streamId"u8, streamId);
            writer.WriteString("timestamp"u8, Text(item.Item.At));
            writer.WriteString("createdAt"u8, Text(item.CreatedAt));
            writer.WriteString("agentTaskId"u8, item.Item.AgentTaskId);
            writer.WriteString("progressItemId"u8, item.Item.Id);
            writer.WriteString("data"u8, data.WrittenSpan);
            writer.WriteEndObject();
        }

        if (item.Position is { } position)
        {
            response.BodyWriter.Write("id: "u8);
            response.BodyWriter.Write(Encoding.ASCII.GetBytes(position));
            response.BodyWriter.Write("\n"u8);
        }

        WriteData(json.WrittenSpan);
    }

    private void WriteData(ReadOnlySpan<byte> json)
    {
        response.BodyWriter.Write("data: "u8);
        var length = Base64.GetMaxEncodedToUtf8Length(json.Length);
        Base64.EncodeToUtf8(json, response.BodyWriter.GetSpan(length), out _, out var written);
        response.BodyWriter.Advance(written);
        response.BodyWriter.Write("\n\n"u8);
    }

    private static string Text(DateTimeOffset at) => at.UtcDateTime.ToString(TimestampFormat, System.Globalization.CultureInfo.InvariantCulture);
}
