using FencyGrid.Api.Sonzai.Answers;
using FencyGrid.Contracts.Trees;

namespace FencyGrid.Api.Sonzai.Endpoints;

/// <summary>What an agent knows of all its users.</summary>
internal static class WisdomEndpoints
{
    public static void MapWisdom(this IEndpointRouteBuilder agents)
    {
        agents.MapGet("/memory/wisdom/audit/{factId}", AuditAsync).Describe("getWisdomAudit", "Where wisdom comes from", body: null, typeof(WisdomAuditResponse));
        agents.MapDelete("/memory/wisdom/{factId}", DeleteAsync).Describe("deleteWisdomFact", "Delete wisdom", body: null, typeof(DeleteWisdomResponse));
    }

    private static async Task AuditAsync(HttpContext context, string factId, IMemoryTrees trees)
    {
        var audit = await trees.GetWisdomAuditAsync(context.Organization(), SonzaiPath.Agent(context), factId, context.RequestAborted);
        await SonzaiJson.WriteAsync(context, WisdomAuditResponse.Of(audit));
    }

    private static async Task DeleteAsync(HttpContext context, string factId, IMemoryTrees trees)
    {
        await trees.DeleteWisdomAsync(context.Organization(), SonzaiPath.Agent(context), factId, context.RequestAborted);
        await SonzaiJson.WriteAsync(context, new DeleteWisdomResponse { Success = true, FactId = factId });
    }
}
