using System.Globalization;
using System.Text.Json.Nodes;
using FencyGrid.Api.Http;

namespace FencyGrid.Api.OpenApi.Vendors;

/// <summary>Serves the OpenAPI document of a vendor's API, made of the routes and the types that they take and answer with.</summary>
internal static class VendorDocument
{
    private const string Json = "application/json";

    public static void MapVendorDocument(this IEndpointRouteBuilder app, VendorApi api) => app
        .MapGet(api.Path, (HttpContext context, EndpointDataSource endpoints) =>
            JsonAnswer.WriteAsync(context, StatusCodes.Status200OK, Document(api, endpoints), static (writer, document) => document.WriteTo(writer)))
        .WithMetadata(new EndpointRules()).ExcludeFromDescription();

    private static JsonObject Document(VendorApi api, EndpointDataSource endpoints)
    {
        var paths = new JsonObject();
        var types = new HashSet<Type>(api.Errors.Select(error => error.Body));
        foreach (var endpoint in endpoints.Endpoints.OfType<RouteEndpoint>().OrderBy(endpoint => endpoint.RoutePattern.RawText, StringComparer.Ordinal))
        {
            if (endpoint.Metadata.GetMetadata<VendorOperation>() is not { } operation || operation.Api != api)
            {
                continue;
            }

            types.UnionWith(((Type?[])[operation.Body, operation.Answer]).OfType<Type>());
            var path = endpoint.RoutePattern.RawText![api.Prefix.Length..];
            if (paths[path] is not JsonObject methods)
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
            ["info"] = new JsonObject { ["title"] = api.Title, ["version"] = "v1" },
            ["servers"] = new JsonArray(new JsonObject { ["url"] = api.Prefix.Length > 0 ? api.Prefix : "/" }),
            ["security"] = new JsonArray([.. api.Keys.Select(key => new JsonObject { [key.Id] = new JsonArray() })]),
            ["paths"] = paths,
            ["components"] = new JsonObject
            {
                ["schemas"] = new JsonObject(api.Schemas.WithParts(types).Select(schema => KeyValuePair.Create(schema.Name, (JsonNode?)SchemaDocument.Of(schema, Reference)))),
                ["securitySchemes"] = new JsonObject(api.Keys.Select(key => KeyValuePair.Create(key.Id, (JsonNode?)key.ToJson()))),
            },
        };
    }

    private static JsonObject Operation(VendorOperation operation, IEnumerable<string> pathParameters)
    {
        var described = new JsonObject { ["operationId"] = operation.Id, ["summary"] = operation.Summary };
        described["parameters"] = new JsonArray(
        [
            .. pathParameters.Select(name => new JsonObject { ["name"] = name, ["in"] = "path", ["required"] = true, ["schema"] = new JsonObject { ["type"] = "string" } }),
            .. operation.Parameters.Select(Parameter),
        ]);
        if (operation.Body is { } body)
        {
            described["requestBody"] = new JsonObject { ["required"] = true, ["content"] = Content(operation.Api, Json, body) };
        }

        var responses = new JsonObject
        {
            [operation.Status.ToString(CultureInfo.InvariantCulture)] = operation.Answer is { } answer
                ? new JsonObject { ["description"] = "OK", ["content"] = Content(operation.Api, Json, answer) }
                : new JsonObject { ["description"] = "No Content" },
        };
        foreach (var (status, error) in operation.Api.Errors)
        {
            responses[status] = new JsonObject { ["description"] = "Error", ["content"] = Content(operation.Api, operation.Api.ErrorType, error) };
        }

        described["responses"] = responses;
        return described;
    }

    private static JsonObject Parameter(VendorParameter parameter)
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

    private static JsonObject Content(VendorApi api, string mediaType, Type body) =>
        new() { [mediaType] = new JsonObject { ["schema"] = new JsonObject { ["$ref"] = Reference(api.Schemas.NameOf(body)) } } };

    private static string Reference(string name) => $"#/components/schemas/{name}";
}
