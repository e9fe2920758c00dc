using System.Buffers.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace FencyGrid.Api.Http;

/// <summary>JSON that is passed on as it was stored.</summary>
[JsonConverter(typeof(RawJsonConverter))]
public readonly record struct RawJson(string Text);

internal sealed class RawJsonConverter : JsonConverter<RawJson>
{
    public override RawJson Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        return new RawJson(document.RootElement.GetRawText());
    }

    // The store gives back what was checked on the way in.
    public override void Write(Utf8JsonWriter writer, RawJson value, JsonSerializerOptions options) =>
        writer.WriteRawValue(value.Text, skipInputValidation: true);
}

/// <summary>UTC with microseconds and <c>Z</c>: <c>2024-04-08T17:02:27.887295Z</c>.</summary>
internal sealed class MicrosecondTimestampConverter : JsonConverter<DateTimeOffset>
{
    // "O" of a UTC DateTime has seven decimals before its Z.
    private const int RoundtripLength = 28;
    private const int Length = 27;

    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetDateTimeOffset();

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options)
    {
        Span<byte> text = stackalloc byte[RoundtripLength];
        Utf8Formatter.TryFormat(value.UtcDateTime, text, out _, new System.Buffers.StandardFormat('O'));
        text[Length - 1] = (byte)'Z';
        writer.WriteStringValue(text[..Length]);
    }
}
