using System.Text.Json;
using System.Text.Unicode;

namespace FencyGrid.Api.Http.Body;

/// <summary>Parses a JSON body, refusing what no store could give back as it came: broken UTF-8, lone surrogates, NUL, a key given twice.</summary>
internal static class JsonBody
{
    private const int MaxDepth = 64;

    private static readonly JsonDocumentOptions DocumentOptions = new() { AllowDuplicateProperties = false, MaxDepth = MaxDepth };
    private static readonly JsonReaderOptions ReaderOptions = new() { MaxDepth = MaxDepth };

    public static JsonDocument Parse(ReadOnlyMemory<byte> body)
    {
        if (body.Span.StartsWith("\uFEFF"u8))
        {
            body = body[3..];
        }

        if (!Utf8.IsValid(body.Span))
        {
            throw Refused(ErrorCodes.InvalidEncoding, "The body is not valid UTF-8.");
        }

        JsonDocument document;
        try
        {
            // Only an escape can smuggle in what valid UTF-8 cannot hold, and few bodies have one.
            if (body.Span.IndexOf("\\u"u8) >= 0)
            {
                CheckEscapes(body.Span);
            }

            document = JsonDocument.Parse(body, DocumentOptions);
        }
        catch (JsonException exception)
        {
            throw Refused(ErrorCodes.InvalidJson, Explain(exception, body.Span));
        }

        if (document.RootElement.ValueKind != JsonValueKind.Object)
        {
            var given = GivenValue.Describe(document.RootElement);
            document.Dispose();
            throw Refused(ErrorCodes.InvalidJson, $"The body must be a JSON object; it is {given}.");
        }

        return document;
    }

    private static void CheckEscapes(ReadOnlySpan<byte> body)
    {
        var reader = new Utf8JsonReader(body, ReaderOptions);
        while (reader.Read())
        {
            if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName && reader.ValueIsEscaped)
            {
                CheckEscaped(ref reader);
            }
        }
    }

    private static void CheckEscaped(ref Utf8JsonReader reader)
    {
        string? text;
        try
        {
            text = reader.GetString();
        }
        catch (InvalidOperationException)
        {
            throw Refused(ErrorCodes.InvalidEncoding, "The body has half of a surrogate pair (an escape from \\ud800 to \\udfff without its other half), which is no Unicode text.");
        }

        RefuseNul(text);
    }

    /// <summary>PostgreSQL's text cannot hold U+0000, so no store may be given it.</summary>
    public static void RefuseNul(string? text)
    {
        if (text is not null && text.Contains('\0', StringComparison.Ordinal))
        {
            throw Refused(ErrorCodes.InvalidEncoding, "The body has the character U+0000 (NUL), which cannot be stored. Leave it out.");
        }
    }

    private static string Explain(JsonException exception, ReadOnlySpan<byte> body)
    {
        if (body.IsEmpty)
        {
            return "The body is empty; a JSON object is expected.";
        }

        return exception.LineNumber is { } line
            ? $"The body is not valid JSON, or is nested deeper than {MaxDepth}: see line {line + 1}, byte {exception.BytePositionInLine + 1}."
            : $"The body has the key '{GivenValue.Shortened(FindDuplicate(body) ?? "?")}' twice in one object.";
    }

    private static string? FindDuplicate(ReadOnlySpan<byte> body)
    {
        var open = new Stack<HashSet<string>>();
        var reader = new Utf8JsonReader(body, ReaderOptions);
        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.StartObject:
                    open.Push([]);
                    break;
                case JsonTokenType.EndObject:
                    open.Pop();
                    break;
                case JsonTokenType.PropertyName when reader.GetString() is { } name && !open.Peek().Add(name):
                    return name;
            }
        }

        return null;
    }

    private static RefusedException Refused(string code, string message) => new(StatusCodes.Status400BadRequest, code, message);
}
