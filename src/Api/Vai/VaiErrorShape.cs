using System.Text.Json;
using FencyGrid.Api.Http;

namespace FencyGrid.Api.Vai;

/// <summary>A request that is not valid, and where.</summary>
/// <param name="Location">The part of the request (<c>body</c>, <c>query</c>, <c>path</c>), then the field.</param>
/// <param name="Problem">Stable, for programs: <c>missing</c>, <c>value_error</c>, <c>json_invalid</c> and so on.</param>
public sealed record VaiValidationError(IReadOnlyList<string> Location, string Message, string Problem)
    : ApiError(StatusCodes.Status422UnprocessableEntity, ErrorCodes.InvalidField, Message);

/// <summary>
/// <c>{"detail":[{"loc":[…],"msg":…,"type":…}]}</c> with status 422 for a request that is not valid, else <c>{"detail":…}</c>: what clients of
/// FastAPI's services expect.
/// </summary>
public sealed class VaiErrorShape : IErrorShape
{
    public static readonly VaiErrorShape Instance = new();

    public ApiError Adapt(ApiError error) => error switch
    {
        VaiValidationError => error,
        { Status: StatusCodes.Status400BadRequest } => new VaiValidationError(
            error.Field is { } field ? ["body", field] : ["body"],
            error.Message,
            error.Code switch
            {
                ErrorCodes.MissingField => "missing",
                ErrorCodes.InvalidJson or ErrorCodes.InvalidEncoding => "json_invalid",
                _ => "value_error",
            }),
        _ => error,
    };

    public void Write(Utf8JsonWriter writer, ApiError error, HttpContext context)
    {
        writer.WriteStartObject();
        if (error is VaiValidationError invalid)
        {
            writer.WriteStartArray("detail"u8);
            writer.WriteStartObject();
            writer.WriteStartArray("loc"u8);
            foreach (var step in invalid.Location)
            {
                writer.WriteStringValue(step);
            }

            writer.WriteEndArray();
            writer.WriteString("msg"u8, invalid.Message);
            writer.WriteString("type"u8, invalid.Problem);
            writer.WriteEndObject();
            writer.WriteEndArray();
        }
        else
        {
            writer.WriteString("detail"u8, error.Message);
        }

        writer.WriteEndObject();
    }
}
