using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using FencyGrid.Api.Http;
using FencyGrid.Api.Http.Body;
using FencyGrid.Api.OpenApi.Vendors;
using FencyGrid.Api.Sonzai.Errors;
using FencyGrid.Api.Sonzai.Schemas;

namespace FencyGrid.Api.Sonzai;

/// <summary>How bodies are read and answers written: snake case, and no field without a value.</summary>
internal static class SonzaiJson
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new MicrosecondTimestampConverter() },
        TypeInfoResolver = SonzaiJsonContext.Default,
    };

    /// <summary>The body, once it fits its schema.</summary>
    /// <exception cref="RefusedException">415, 400 or 422; the last names every place that does not fit.</exception>
    public static async Task<TRequest> ReadAsync<TRequest>(HttpContext context)
        where TRequest : SonzaiObject, IRequestShape
    {
        using var body = await RequestBody.ReadAsync(context);
        if (body.Fields.IsForm)
        {
            throw new RefusedException(
                StatusCodes.Status415UnsupportedMediaType, ErrorCodes.UnsupportedMediaType, "The body is form-encoded. Send application/json, in UTF-8.");
        }

        var problems = new Problems();
        SchemaCheck.Object(SonzaiApi.Schemas.Of(typeof(TRequest)), body.Root, "body", problems);
        problems.ThrowIfAny();
        return body.Root.Deserialize(Types<TRequest>.Info)!;
    }

    public static Task WriteAsync<TAnswer>(HttpContext context, TAnswer answer)
        where TAnswer : SonzaiObject
    {
        SonzaiObject addressed = answer with { Schema = SchemaAddress.Of(context.Request, SonzaiApi.Schemas.NameOf(typeof(TAnswer))) };
        return JsonAnswer.WriteAsync(context, StatusCodes.Status200OK, (TAnswer)addressed, Types<TAnswer>.Info);
    }

    private static class Types<T>
    {
        public static readonly JsonTypeInfo<T> Info = (JsonTypeInfo<T>)Options.GetTypeInfo(typeof(T));
    }
}
