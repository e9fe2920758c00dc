using FencyGrid.Api.Fency;
using FencyGrid.Api.Http;
using FencyGrid.Contracts;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace FencyGrid.Api.OpenApi;

/// <summary>Adds to each operation what its metadata says: the body in both encodings, a list's parameters, the key, the errors.</summary>
internal sealed class OperationTransformer : IOpenApiOperationTransformer
{
    private const string Json = "application/json";
    private const string Form = "application/x-www-form-urlencoded";

    public async Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        if (metadata.OfType<BodyDescription>().LastOrDefault() is { } body)
        {
            var schema = await SchemaAsync(context, body.Type, cancellationToken);
            operation.RequestBody = new OpenApiRequestBody
            {
                Required = true,
                Content = new Dictionary<string, OpenApiMediaType> { [Json] = new() { Schema = schema }, [Form] = new() { Schema = schema } },
            };
        }

        if (metadata.OfType<PageDescription>().Any())
        {
            (operation.Parameters ??= []).AddPageParameters();
        }

        var rules = metadata.OfType<EndpointRules>().LastOrDefault();
        if (rules is { RequiresSecretKey: true } or { RequiresPublishableKey: true })
        {
            var scheme = rules.RequiresSecretKey ? DocumentTransformer.SecretKeyScheme : DocumentTransformer.PublishableKeyScheme;
            operation.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(scheme, context.Document)] = [] }];
        }

        await AddErrorsAsync(operation, context, cancellationToken);
    }

    private static async Task AddErrorsAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var schema = await SchemaAsync(context, typeof(FencyError), cancellationToken);
        var responses = operation.Responses ??= [];
        foreach (var (status, description) in Errors(operation, context))
        {
            responses[status] = new OpenApiResponse
            {
                Description = description,
                Content = new Dictionary<string, OpenApiMediaType> { [Json] = new() { Schema = schema } },
            };
        }
    }

    private static IEnumerable<(string Status, string Description)> Errors(OpenApiOperation operation, OpenApiOperationTransformerContext context)
    {
        var hasId = context.Description.RelativePath?.Contains("{id}", StringComparison.Ordinal) == true;
        var hasBody = operation.RequestBody is not null;
        if (hasBody || operation.Parameters?.Any(parameter => parameter.In == ParameterLocation.Query) == true)
        {
            yield return ("400", "The request is not valid; the message names the field, what was given and what is allowed.");
        }

        yield return ("401", "There is no key, or it opens nothing.");
        yield return ("403", "HTTPS or an operator's key is required.");
        if (hasId || hasBody)
        {
            yield return ("404", "Something the request names does not exist in this organization.");
        }

        if (context.Description.HttpMethod == HttpMethods.Delete)
        {
            yield return ("409", "It is still in use.");
        }

        if (hasBody)
        {
            yield return ("413", "The body is too large.");
            yield return ("415", "The body is neither JSON nor form-encoded.");
        }

        yield return ("503", "Nothing was done; the same request may succeed after the time in Retry-After.");
    }

    private static async Task<IOpenApiSchema> SchemaAsync(OpenApiOperationTransformerContext context, Type type, CancellationToken cancellationToken)
    {
        var schema = await context.GetOrCreateSchemaAsync(type, parameterDescription: null, cancellationToken);
        context.Document?.AddComponent(type.Name, schema);
        return new OpenApiSchemaReference(type.Name, context.Document);
    }
}
