using FencyGrid.Api.Sonzai.Answers;
using FencyGrid.Api.Sonzai.Errors;
using FencyGrid.Api.Sonzai.Requests;
using FencyGrid.Contracts;
using FencyGrid.Contracts.Trees;

namespace FencyGrid.Api.Sonzai.Endpoints;

/// <summary>Consolidation and its summaries; the list of runs and their undoing are our addition.</summary>
internal static class ConsolidationEndpoints
{
    /// <summary>An agent's runs past so many are found by naming the user.</summary>
    private const int MaxRuns = 1000;

    public static void MapConsolidation(this IEndpointRouteBuilder agents)
    {
        agents.MapPost("/memory/consolidate", ConsolidateAsync);
        agents.MapGet("/memory/summaries", SummariesAsync);
        agents.MapGet("/memory/consolidations", RunsAsync);
        agents.MapPost("/memory/consolidations/{runId}/undo", UndoAsync);
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
        var limit = query.Integer("limit", 20, 1, 100);
        query.Check();
        var summaries = await trees.GetSummariesAsync(context.Organization(), scope, period is null ? null : Period(period), limit, context.RequestAborted);
        await SonzaiJson.WriteAsync(context, new SummariesResponse { Summaries = [.. summaries.Select(SonzaiMemorySummary.Of)] });
    }

    private static async Task RunsAsync(HttpContext context, IMemoryTrees trees)
    {
        var query = new SonzaiQuery(context.Request.Query);
        var scope = SonzaiEndpoints.Scope(SonzaiPath.Agent(context), query.Instance(), query.User());
        var limit = query.Integer("limit", 20, 1, 100);
        query.Check();
        var runs = await trees.GetRunsAsync(context.Organization(), scope, limit, context.RequestAborted);
        await SonzaiJson.WriteAsync(context, new ConsolidationsResponse { Consolidations = [.. runs.Select(SonzaiConsolidationRun.Of)] });
    }

    private static async Task UndoAsync(HttpContext context, string runId, IMemoryTrees trees)
    {
        var query = new SonzaiQuery(context.Request.Query);
        var scope = SonzaiEndpoints.Scope(SonzaiPath.Agent(context), query.Instance(), query.User());
        query.Check();

        // Undoing goes by the run alone; that it is one of this agent's is for the path to hold.
        var runs = await trees.GetRunsAsync(context.Organization(), scope, MaxRuns, context.RequestAborted);
        if (runs.All(run => run.Id != runId))
        {
            throw NotFoundException.Of("consolidation run", Http.Body.GivenValue.Shortened(runId));
        }

        var undone = await trees.UndoAsync(context.Organization(), runId, context.RequestAborted);
        await SonzaiJson.WriteAsync(context, SonzaiConsolidationRun.Of(undone));
    }

    private static ConsolidationPeriod Period(string text) => text == "daily" ? ConsolidationPeriod.Daily : ConsolidationPeriod.Weekly;
}
