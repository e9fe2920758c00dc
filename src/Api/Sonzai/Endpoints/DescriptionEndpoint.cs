using System.Text.Json.Nodes;
using FencyGrid.Api.Http;
using FencyGrid.Api.Sonzai.Answers;
using FencyGrid.Api.Sonzai.Schemas;

namespace FencyGrid.Api.Sonzai.Endpoints;

/// <summary>Serves the OpenAPI description of this API, made of the routes and the types that they take and answer with.</summary>
internal static class DescriptionEndpoint
{
    public const string Path = "/openapi/sonzai.json";

    private const string Json = "application/json";
    private const string ProblemJson = "application/problem+json";
    private const string Key = "secretKey";

    public static void MapSonzaiDescription(this IEndpointRouteBuilder app) => app.MapGet(Path, GetAsync).WithMetadata(new EndpointRules()).ExcludeFromDescription();

    private static Task GetAsync(HttpContext context, EndpointDataSource endpoints) =>
        JsonAnswer.WriteAsync(context, StatusCodes.Status200OK, Document(endpoints), static (writer, document) => document.WriteTo(writer));

    private static JsonObject Document(EndpointDataSource endpoints)
    {
        var paths = new JsonObject();
        foreach (var endpoint in endpoints.Endpoints.OfType<RouteEndpoint>().OrderBy(endpoint => endpoint.RoutePattern.RawText, StringComparer.Ordinal))
        {
            if (endpoint.Metadata.GetMetadata<SonzaiOperation>() is not { } operation)
            {
                continue;
            }

            var path = endpoint.RoutePattern.RawText![SonzaiEndpoints.Prefix.Length..];
            var methods = paths[path] as JsonObject;
            if (methods is null)
            {
                paths[path] = methods = [];
            }

            foreach (var method in endpoint.Metadata.GetRequiredMetadata<HttpMethodMetadata>().HttpMethods)
            {
                methods[method.ToLowerInvariant()] = Operation(operation, endpoint.RoutePattern.Parameters.Select(parameter => parameter.Name));
            }
        }

        return new JsonObject
        {
            ["openapi"] = "3.1.0",
            ["info"] = new JsonObject { ["title"] = "FencyGrid: agent memory", ["version"] = "v1" },
            ["servers"] = new JsonArray(new JsonObject { ["url"] = SonzaiEndpoints.Prefix }),
            ["security"] = new JsonArray(new JsonObject { [Key] = new JsonArray() }),
            ["paths"] = paths,
            ["components"] = new JsonObject
            {
                ["schemas"] = new JsonObject(SchemaEndpoints.Schemas.Select(schema => KeyValuePair.Create(schema.Key, (JsonNode?)SchemaDocument.Of(schema.Value, Reference)))),
                ["securitySchemes"] = new JsonObject { [Key] = new JsonObject { ["type"] = "http", ["scheme"] = "bearer" } },
            },
        };
    }

    private static JsonObject Operation(SonzaiOperation operation, IEnumerable<string> pathParameters)
    {
        var described = new JsonObject { ["operationId"] = operation.Id, ["summary"] = operation.Summary };
        described["parameters"] = new JsonArray(
        [
            .. pathParameters.Select(name => new JsonObject { ["name"] = name, ["in"] = "path", ["required"] = true, ["schema"] = new JsonObject { ["type"] = "string" } }),
            .. operation.Parameters.Select(Parameter),
        ]);
        if (operation.Body is { } body)
        {
            described["requestBody"] = new JsonObject { ["required"] = true, ["content"] = Content(Json, body) };
        }

        described["responses"] = new JsonObject
        {
            [operation.Answer is null ? "204" : "200"] = operation.Answer is { } answer
                ? new JsonObject { ["description"] = "OK", ["content"] = Content(Json, answer) }
                : new JsonObject { ["description"] = "No Content" },
            ["default"] = new JsonObject { ["description"] = "Error", ["content"] = Content(ProblemJson, typeof(ErrorModel)) },
        };
        return described;
    }

    private static JsonObject Parameter(SonzaiParameter parameter)
    {
        var schema = SchemaDocument.Of(parameter.Value, Reference);
        if (parameter.Default is { } value)
        {
            schema["default"] = value.DeepClone();
        }

        return new JsonObject
        {
            ["name"] = parameter.Name,
            ["in"] = "query",
            ["required"] = parameter.IsRequired,
            ["description"] = parameter.Description,
            ["schema"] = schema,
        };
    }

    private static JsonObject Content(string type, Type body) =>
        new() { [type] = new JsonObject { ["schema"] = new JsonObject { ["$ref"] = Reference(SchemaNames.Of(body)) } } };

    private static string Reference(string name) => $"#/components/schemas/{name}";
}
