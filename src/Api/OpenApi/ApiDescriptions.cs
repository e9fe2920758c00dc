namespace FencyGrid.Api.OpenApi;

/// <summary>The type whose schema describes a request's body.</summary>
internal sealed record BodyDescription(Type Type);

/// <summary>Marks a list, which takes the parameters of <see cref="Http.PageQuery"/>.</summary>
internal sealed class PageDescription;

/// <summary>How endpoints say what they take and answer. It is read when the document is asked for, never per request.</summary>
internal static class ApiDescriptions
{
    public static RouteHandlerBuilder Describe(this RouteHandlerBuilder endpoint, string name, string summary) =>
        endpoint.WithName(name).WithSummary(summary);

    public static RouteHandlerBuilder DescribeBody<TBody>(this RouteHandlerBuilder endpoint) => endpoint.WithMetadata(new BodyDescription(typeof(TBody)));

    public static RouteHandlerBuilder DescribeAnswer<TAnswer>(this RouteHandlerBuilder endpoint, int status) =>
        endpoint.WithMetadata(new ProducesResponseTypeMetadata(status, typeof(TAnswer), ["application/json"]));

    public static RouteHandlerBuilder DescribePage<TPage>(this RouteHandlerBuilder endpoint) =>
        endpoint.DescribeAnswer<TPage>(StatusCodes.Status200OK).WithMetadata(new PageDescription());

    public static RouteHandlerBuilder DescribeNoContent(this RouteHandlerBuilder endpoint) =>
        endpoint.WithMetadata(new ProducesResponseTypeMetadata(StatusCodes.Status204NoContent));
}
