using FencyGrid.Api.OpenApi.Vendors;
using FencyGrid.Api.Sonzai.Answers;
using FencyGrid.Api.Sonzai.Errors;
using FencyGrid.Api.Sonzai.Requests;
using FencyGrid.Contracts;
using FencyGrid.Contracts.Trees;

namespace FencyGrid.Api.Sonzai.Endpoints;

/// <summary>Consolidation and its summaries; the list of runs and their undoing are our addition.</summary>
internal static class ConsolidationEndpoints
{
    private static readonly VendorParameter Limit = SonzaiParameter.Limit(20, 100);

    public static void MapConsolidation(this IEndpointRouteBuilder agents)
    {
        agents.MapPost("/memory/consolidate", ConsolidateAsync)
            .Describe("consolidateMemory", "Consolidate now", typeof(TriggerConsolidationInputBody), typeof(TriggerConsolidationOutputBody));
        agents.MapGet("/memory/summaries", SummariesAsync).Describe(
            "listSummaries", "Summaries of days and weeks, newest first", body: null, typeof(SummariesResponse),
            VendorParameter.Choice("period", "Only those of days, or of weeks.", "daily", "weekly", ""), Limit, SonzaiParameter.User, SonzaiParameter.Instance);
        agents.MapGet("/memory/consolidations", RunsAsync).Describe(
            "listConsolidations", "Runs of consolidation and what they changed, newest first", body: null, typeof(ConsolidationsResponse),
            SonzaiParameter.User, SonzaiParameter.Instance, Limit);
        agents.MapPost("/memory/consolidations/{runId}/undo", UndoAsync)
            .Describe("undoConsolidation", "Take a run back", body: null, typeof(SonzaiConsolidationRun), SonzaiParameter.User);
    }

    private static async Task ConsolidateAsync(HttpContext context, IMemoryTrees trees)
    {
        var agent = SonzaiPath.Agent(context);
        var body = await SonzaiJson.ReadAsync<TriggerConsolidationInputBody>(context);
        if (body.UserId == TreeAddress.AgentGlobalUser)
        {
            throw Problems.Refusal("body.user_id", SonzaiPath.Reserved, body.UserId);
        }

        if (body.UserId.Length > TreeAddress.MaxPartLength)
        {
            throw Problems.Refusal("body.user_id", $"expected at most {TreeAddress.MaxPartLength} characters; there are {body.UserId.Length}");
        }

        var scope = SonzaiEndpoints.Scope(agent, instance: null, body.UserId.Length > 0 ? body.UserId : null);
        var runs = await trees.ConsolidateAsync(context.Organization(), scope, Period(body.Period), context.RequestAborted);
        await SonzaiJson.WriteAsync(context, new TriggerConsolidationOutputBody { Success = runs.All(run => run.Status != ConsolidationStatus.Refused) });
    }

    private static async Task SummariesAsync(HttpContext context, IMemoryTrees trees)
    {
        var query = new SonzaiQuery(context.Request.Query);
        var scope = SonzaiEndpoints.Scope(SonzaiPath.Agent(context), query.Instance(), query.User());
        var period = query.Choice("period", "daily", "weekly");
        var limit = query.Integer(Limit);
        query.Check();
        var summaries = await trees.GetSummariesAsync(context.Organization(), scope, period is null ? null : Period(period), limit, context.RequestAborted);
        await SonzaiJson.WriteAsync(context, new SummariesResponse { Summaries = [.. summaries.Select(SonzaiMemorySummary.Of)] });
    }

    private static async Task RunsAsync(HttpContext context, IMemoryTrees trees)
    {
        var query = new SonzaiQuery(context.Request.Query);
        var scope = SonzaiEndpoints.Scope(SonzaiPath.Agent(context), query.Instance(), query.User());
        var limit = query.Integer(Limit);
        query.Check();
        var runs = await trees.GetRunsAsync(context.Organization(), scope, limit, context.RequestAborted);
        await SonzaiJson.WriteAsync(context, new ConsolidationsResponse { Consolidations = [.. runs.Select(SonzaiConsolidationRun.Of)] });
    }

    private static async Task UndoAsync(HttpContext context, string runId, IMemoryTrees trees)
    {
        var query = new SonzaiQuery(context.Request.Query);
        var user = query.User();
        query.Check();
        var undone = await trees.UndoAsync(context.Organization(), SonzaiPath.Item(context, "run", runId, user), context.RequestAborted);
        await SonzaiJson.WriteAsync(context, SonzaiConsolidationRun.Of(undone));
    }

    private static ConsolidationPeriod Period(string text) => text == "daily" ? ConsolidationPeriod.Daily : ConsolidationPeriod.Weekly;
}
