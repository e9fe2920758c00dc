using System.Globalization;
using FencyGrid.Contracts;
using Microsoft.OpenApi;

namespace FencyGrid.Api.OpenApi;

/// <summary>The parameters of lists, as <see cref="Http.PageQuery"/> reads them.</summary>
internal static class PageParameters
{
    public static void AddPageParameters(this IList<IOpenApiParameter> parameters)
    {
        parameters.Add(Query("nextPageToken", JsonSchemaType.String, "The items after this list. Excludes previousPageToken."));
        parameters.Add(Query("previousPageToken", JsonSchemaType.String, "The items before this list. Excludes nextPageToken."));
        parameters.Add(Query("limit", JsonSchemaType.Integer, $"At most so many items; {PageRequest.DefaultLimit} if left out. Also pageSize or page_size.", schema =>
        {
            schema.Minimum = "1";
            schema.Maximum = PageRequest.MaxLimit.ToString(CultureInfo.InvariantCulture);
        }));
        parameters.Add(Query("ascending", JsonSchemaType.Boolean, "Oldest first. Also asc, or order=asc."));
    }

    private static OpenApiParameter Query(string name, JsonSchemaType type, string description, Action<OpenApiSchema>? refine = null)
    {
        var schema = new OpenApiSchema { Type = type };
        refine?.Invoke(schema);
        return new OpenApiParameter { Name = name, In = ParameterLocation.Query, Description = description, Schema = schema };
    }
}
