using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.ObjectPool;

namespace FencyGrid.Api.Http;

/// <summary>Writes JSON answers through pooled buffers, with their length.</summary>
public sealed class JsonAnswer : IDisposable
{
    /// <summary>Buffers past this size are let go instead of pooled; in bytes.</summary>
    private const int MaxPooledBytes = 256 * 1024;

    private static readonly ObjectPool<JsonAnswer> Pool =
        new DefaultObjectPool<JsonAnswer>(new PoolPolicy(), maximumRetained: 4 * Environment.ProcessorCount + 64);

    // Answers are application/json, never inlined in HTML: only what JSON itself asks for is escaped.
    private static readonly JsonWriterOptions WriterOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    private readonly ArrayBufferWriter<byte> _buffer = new(1024);
    private readonly Utf8JsonWriter _writer;

    private JsonAnswer() => _writer = new Utf8JsonWriter(_buffer, WriterOptions);

    public void Dispose() => _writer.Dispose();

    public static Task WriteAsync<T>(HttpContext context, int status, T value, JsonTypeInfo<T> type) =>
        WriteAsync(context, status, (value, type), static (writer, state) => JsonSerializer.Serialize(writer, state.value, state.type));

    public static async Task WriteAsync<TState>(
        HttpContext context, int status, TState state, Action<Utf8JsonWriter, TState> write, string contentType = "application/json")
    {
        var answer = Pool.Get();
        try
        {
            write(answer._writer, state);
            answer._writer.Flush();
            var response = context.Response;
            response.StatusCode = status;
            response.ContentType = contentType;
            response.ContentLength = answer._buffer.WrittenCount;
            if (!HttpMethods.IsHead(context.Request.Method))
            {
                await response.BodyWriter.WriteAsync(answer._buffer.WrittenMemory, context.RequestAborted);
            }
        }
        finally
        {
            Pool.Return(answer);
        }
    }

    private sealed class PoolPolicy : PooledObjectPolicy<JsonAnswer>
    {
        public override JsonAnswer Create() => new();

        public override bool Return(JsonAnswer answer)
        {
            if (answer._buffer.Capacity > MaxPooledBytes)
            {
                answer.Dispose();
                return false;
            }

            answer._buffer.ResetWrittenCount();
            answer._writer.Reset(answer._buffer);
            return true;
        }
    }
}
