using FencyGrid.Api.Http;
using FencyGrid.Api.OpenApi.Vendors;
using FencyGrid.Api.Sonzai.Endpoints;
using FencyGrid.Api.Sonzai.Errors;
using FencyGrid.Contracts;
using FencyGrid.Contracts.Trees;

namespace FencyGrid.Api.Sonzai;

/// <summary>Sonzai's memory API under <c>/api/v1</c>: the memory trees of agents and their users.</summary>
public static class SonzaiEndpoints
{
    internal const string Prefix = "/api/v1";

    public static IServiceCollection AddSonzai(this IServiceCollection services) => services.AddSingleton(new PathErrorShape(Prefix, SonzaiErrorShape.Instance));

    public static void MapSonzai(this IEndpointRouteBuilder app)
    {
        var api = app.MapGroup(Prefix).WithMetadata(ExactSlash.Instance, SonzaiErrorShape.Instance).ExcludeFromDescription();
        api.MapSchemas();
        app.MapVendorDocument(SonzaiApi.Description);

        var agents = api.MapGroup("/agents/{agentId}").WithMetadata(EndpointRules.SecretKey).AddEndpointFilter(RefuseAsync);
        agents.MapFacts();
        agents.MapFactLists();
        agents.MapTree();
        agents.MapSearch();
        agents.MapConsolidation();
        agents.MapWisdom();
        agents.MapSeeds();
    }

    internal static string Organization(this HttpContext context) => context.Caller().OrganizationId;

    /// <summary>The trees of an agent that a request is about: one user's, or all; in one instance, or in all.</summary>
    internal static TreeScope Scope(string agent, string? instance, string? user) => new(agent, instance, user);

    /// <summary>What the grid refuses to do as it is asked is, in this API, not processable.</summary>
    private static async ValueTask<object?> RefuseAsync(EndpointFilterInvocationContext invocation, EndpointFilterDelegate next)
    {
        try
        {
            return await next(invocation);
        }
        catch (InvalidRequestException exception)
        {
            throw new RefusedException(StatusCodes.Status422UnprocessableEntity, ErrorCodes.InvalidRequest, exception.Message);
        }
    }
}
