using FencyGrid.Api.Http;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace FencyGrid.Api.OpenApi;

/// <summary>Schemas of what our own converters write, which the generator cannot see.</summary>
internal static class SchemaShapes
{
    public static Task TransformAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        var type = context.JsonTypeInfo.Type;
        var shown = Nullable.GetUnderlyingType(type) ?? type;
        var orNull = shown == type ? (JsonSchemaType)0 : JsonSchemaType.Null;
        if (shown == typeof(RawJson))
        {
            schema.Type = JsonSchemaType.Object | orNull;
            schema.AdditionalPropertiesAllowed = true;
        }
        else if (shown == typeof(DateTimeOffset))
        {
            schema.Type = JsonSchemaType.String | orNull;
            schema.Format = "date-time";
        }

        return Task.CompletedTask;
    }
}
