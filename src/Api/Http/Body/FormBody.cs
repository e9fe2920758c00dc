using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace FencyGrid.Api.Http.Body;

/// <summary>
/// Parses a form-encoded body into the JSON object it stands for: <c>a[b]=1</c> is a field b of an object a, <c>a[]=1</c> an element
/// of an array a, <c>a[0][b]=1</c> a field of a's element 0. Every value is a string; who reads a field knows its type.
/// </summary>
internal static class FormBody
{
    private const int MaxFields = 2_000;

    public static JsonDocument Parse(ReadOnlySpan<byte> body)
    {
        var root = new FormNode();
        var count = 0;
        foreach (var range in body.Split((byte)'&'))
        {
            var pair = body[range];
            if (pair.IsEmpty)
            {
                continue;
            }

            if (++count > MaxFields)
            {
                throw Refused($"The form has more than {MaxFields} fields.");
            }

            var equals = pair.IndexOf((byte)'=');
            var key = Decode(equals < 0 ? pair : pair[..equals]);
            root.Add(key, equals < 0 ? "" : Decode(pair[(equals + 1)..]));
        }

        var json = new ArrayBufferWriter<byte>(body.Length + 256);
        using (var writer = new Utf8JsonWriter(json))
        {
            root.WriteObject(writer);
        }

        return JsonDocument.Parse(json.WrittenMemory);
    }

    internal static RefusedException Refused(string message) => new(StatusCodes.Status400BadRequest, ErrorCodes.InvalidRequest, message);

    private static string Decode(ReadOnlySpan<byte> encoded)
    {
        var decoded = ArrayPool<byte>.Shared.Rent(encoded.Length);
        try
        {
            var length = 0;
            for (var i = 0; i < encoded.Length; i++)
            {
                var next = encoded[i];
                if (next == '+')
                {
                    next = (byte)' ';
                }
                else if (next == '%')
                {
                    if (i + 2 >= encoded.Length
                        || Convert.FromHexString(encoded.Slice(i + 1, 2), decoded.AsSpan(length, 1), out _, out _) != OperationStatus.Done)
                    {
                        throw Refused("The form has a '%' that is not followed by two hex digits.");
                    }

                    next = decoded[length];
                    i += 2;
                }

                decoded[length++] = next;
            }

            var text = decoded.AsSpan(0, length);
            if (!Utf8.IsValid(text))
            {
                throw new RefusedException(StatusCodes.Status400BadRequest, ErrorCodes.InvalidEncoding, "The form is not valid UTF-8.");
            }

            var value = Encoding.UTF8.GetString(text);
            JsonBody.RefuseNul(value);
            return value;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(decoded);
        }
    }
}
