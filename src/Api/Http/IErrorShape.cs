using System.Text.Json;

namespace FencyGrid.Api.Http;

/// <summary>How an API writes its errors: endpoint metadata of that API's routes. Without it the shape is <see cref="FencyErrorShape"/>.</summary>
public interface IErrorShape
{
    string ContentType => "application/json";

    void Write(Utf8JsonWriter writer, ApiError error, HttpContext context);

    /// <summary>The error as this API knows it, for one that has another status for the same.</summary>
    ApiError Adapt(ApiError error) => error;
}

/// <summary>The shape of errors for paths that no endpoint answers, by how the path begins.</summary>
public sealed record PathErrorShape(PathString Prefix, IErrorShape Shape);

/// <summary><c>{"error":{"message":…,"code":…}}</c></summary>
public sealed class FencyErrorShape : IErrorShape
{
    public static readonly FencyErrorShape Instance = new();

    public void Write(Utf8JsonWriter writer, ApiError error, HttpContext context)
    {
        writer.WriteStartObject();
        writer.WriteStartObject("error"u8);
        writer.WriteString("message"u8, error.Message);
        writer.WriteString("code"u8, error.Code);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }
}
