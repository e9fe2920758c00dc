using System.Text.Json;
using FencyGrid.Api.Http;
using FencyGrid.Api.Sonzai.Answers;
using FencyGrid.Api.Sonzai.Schemas;
using Microsoft.AspNetCore.WebUtilities;

namespace FencyGrid.Api.Sonzai.Errors;

/// <summary>Problem details (RFC 9457) with a list of what is wrong and where.</summary>
internal sealed class SonzaiErrorShape : IErrorShape
{
    public static readonly SonzaiErrorShape Instance = new();

    public string ContentType => "application/problem+json";

    public void Write(Utf8JsonWriter writer, ApiError error, HttpContext context)
    {
        writer.WriteStartObject();
        writer.WriteString("$schema"u8, SchemaAddress.Of(context.Request, SonzaiApi.Schemas.NameOf(typeof(ErrorModel))));
        writer.WriteString("title"u8, ReasonPhrases.GetReasonPhrase(error.Status));
        writer.WriteNumber("status"u8, error.Status);
        writer.WriteString("detail"u8, error.Message);
        if (ProblemsOf(error) is { Count: > 0 } problems)
        {
            writer.WriteStartArray("errors"u8);
            foreach (var problem in problems)
            {
                Write(writer, problem);
            }

            writer.WriteEndArray();
        }

        writer.WriteEndObject();
    }

    private static IReadOnlyList<Problem> ProblemsOf(ApiError error) => error switch
    {
        SonzaiError own => own.Problems,
        { Code: ErrorCodes.InvalidJson or ErrorCodes.InvalidEncoding or ErrorCodes.BodyTooLarge } => [new Problem("body", error.Message)],
        { Code: ErrorCodes.UnsupportedMediaType } => [new Problem("header.Content-Type", error.Message)],
        { Code: ErrorCodes.Unauthorized } => [new Problem("header.Authorization", error.Message)],
        _ => [],
    };

    private static void Write(Utf8JsonWriter writer, Problem problem)
    {
        writer.WriteStartObject();
        writer.WriteString("location"u8, problem.Location);
        writer.WriteString("message"u8, problem.Message);
        if (problem.Value is { } value)
        {
            writer.WritePropertyName("value"u8);
            writer.WriteRawValue(value, skipInputValidation: true);
        }

        writer.WriteEndObject();
    }
}
