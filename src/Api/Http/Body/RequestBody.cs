using System.Buffers;
using System.Text.Json;
using Microsoft.Net.Http.Headers;

namespace FencyGrid.Api.Http.Body;

/// <summary>
/// A request's body as one JSON object, whether it came as JSON or form-encoded. Dispose it after the last field was read:
/// its memory is pooled.
/// </summary>
public sealed class RequestBody : IDisposable
{
    private const int FirstBufferBytes = 16 * 1024;

    private readonly JsonDocument _document;
    private byte[]? _rented;

    private RequestBody(JsonDocument document, byte[] rented, bool isForm)
    {
        _document = document;
        _rented = rented;
        Fields = new RequestFields(document.RootElement, path: null, isForm);
    }

    public RequestFields Fields { get; }

    /// <summary>The whole body; a JSON object.</summary>
    public JsonElement Root => _document.RootElement;

    public static async ValueTask<RequestBody> ReadAsync(HttpContext context)
    {
        var isForm = IsForm(context.Request);
        var rented = ArrayPool<byte>.Shared.Rent((int)Math.Clamp(context.Request.ContentLength ?? 0, 256, FirstBufferBytes));
        try
        {
            var reader = context.Request.BodyReader;
            var length = 0;
            while (true)
            {
                // The buffer grows with what arrives, not with what Content-Length claims.
                var read = await reader.ReadAsync(context.RequestAborted);
                var chunk = (int)read.Buffer.Length;
                rented = Grown(rented, length, chunk);
                read.Buffer.CopyTo(rented.AsSpan(length));
                length += chunk;
                reader.AdvanceTo(read.Buffer.End);
                if (read.IsCompleted)
                {
                    break;
                }
            }

            var body = new ReadOnlyMemory<byte>(rented, 0, length);
            var document = isForm ? FormBody.Parse(body.Span) : JsonBody.Parse(body);
            return new RequestBody(document, rented, isForm);
        }
        catch
        {
            ArrayPool<byte>.Shared.Return(rented);
            throw;
        }
    }

    public void Dispose()
    {
        _document.Dispose();
        if (Interlocked.Exchange(ref _rented, null) is { } rented)
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    private static byte[] Grown(byte[] rented, int length, int chunk)
    {
        if (rented.Length - length >= chunk)
        {
            return rented;
        }

        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(length + chunk, (int)Math.Min(rented.Length * 2L, Array.MaxLength)));
        rented.AsSpan(0, length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(rented);
        return larger;
    }

    private static bool IsForm(HttpRequest request)
    {
        // Some clients send the header twice; the first counts.
        var value = request.Headers.ContentType is [{ } first, ..] ? first : null;
        if (value is "application/json")
        {
            return false;
        }

        if (MediaTypeHeaderValue.TryParse(value, out var type) && IsUtf8(type))
        {
            if (type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase))
            {
                return false;
            }

            if (type.MediaType.Equals("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        var given = value is null ? "no Content-Type" : $"Content-Type '{GivenValue.Shortened(value)}'";
        throw new RefusedException(
            StatusCodes.Status415UnsupportedMediaType, ErrorCodes.UnsupportedMediaType,
            $"The body has {given}. Send application/json or application/x-www-form-urlencoded, in UTF-8.");
    }

    private static bool IsUtf8(MediaTypeHeaderValue type) =>
        !type.Charset.HasValue || type.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase) || type.Charset.Equals("\"utf-8\"", StringComparison.OrdinalIgnoreCase);
}
