using FencyGrid.Api.Http;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace FencyGrid.Api.OpenApi;

/// <summary>What the document says of the API as a whole: its name, and the bearer key.</summary>
internal sealed class DocumentTransformer : IOpenApiDocumentTransformer
{
    public const string SecretKeyScheme = "secretKey";
    public const string PublishableKeyScheme = "publishableKey";

    public Task TransformAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.Info = new OpenApiInfo
        {
            Title = "FencyGrid",
            Version = "v1",
            Description = "A memory server for AI agents: store documents, search them, get the passages that answer.",
        };
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>();
        document.Components.SecuritySchemes[SecretKeyScheme] = new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.Http,
            Scheme = "bearer",
            Description = "A secret key (sk_…). It decides which organization's data is read and written.",
        };
        document.Components.SecuritySchemes[PublishableKeyScheme] = new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.ApiKey,
            In = ParameterLocation.Header,
            Name = ClientHeaders.PublishableKey,
            Description = "A publishable key (pk_…). It says which organization a browser client is of; a token beside it opens one thing there.",
        };
        return Task.CompletedTask;
    }
}
