using FencyGrid.Api.Admin;
using FencyGrid.Api.Fency;
using FencyGrid.Api.Http;
using FencyGrid.Api.OpenApi.Vendors;
using FencyGrid.Api.Sonzai;
using FencyGrid.Api.Vai;
using FencyGrid.Api.XTrace;
using Swashbuckle.AspNetCore.SwaggerUI;

namespace FencyGrid.Api.OpenApi;

/// <summary>The OpenAPI document at <c>/openapi/v1.json</c> and a page to browse it and the vendors' at <c>/docs</c>, whose files come out of the package.</summary>
internal static class ApiDocument
{
    public static IServiceCollection AddApiDocument(this IServiceCollection services)
    {
        // The document's schemas come from the same converters that write the answers.
        services.ConfigureHttpJsonOptions(static json =>
        {
            FencyJson.Configured(json.SerializerOptions);
            AdminJson.Configured(json.SerializerOptions);
        });
        services.AddOpenApi("v1", static options =>
        {
            options.AddDocumentTransformer<DocumentTransformer>();
            options.AddOperationTransformer<OperationTransformer>();
            options.AddSchemaTransformer(SchemaShapes.TransformAsync);
        });
        return services;
    }

    public static void MapApiDocument(this WebApplication app)
    {
        app.MapOpenApi();

        // As an endpoint with a pipeline of its own, the page costs other requests nothing.
        var page = ((IApplicationBuilder)app).New();
        page.Use(static (context, next) =>
        {
            // Middleware that serves files stands back where an endpoint was chosen.
            context.SetEndpoint(null);
            return next(context);
        });
        page.UseSwaggerUI(static options =>
        {
            options.RoutePrefix = "docs";
            options.DocumentTitle = "FencyGrid API";
            options.SwaggerEndpoint("/openapi/v1.json", "FencyGrid API");
            foreach (var vendor in (VendorApi[])[SonzaiApi.Description, XTraceApi.Description, VaiApi.Description])
            {
                options.SwaggerEndpoint(vendor.Path, vendor.Title);
            }

            options.DocExpansion(DocExpansion.List);
            options.DefaultModelsExpandDepth(0);
        });
        page.Run(static context => throw new RefusedException(
            StatusCodes.Status404NotFound, ErrorCodes.NotFound, "There is no such page of the documentation; it starts at /docs."));
        app.MapGet("/docs/{**path}", page.Build()).ExcludeFromDescription();
    }
}
