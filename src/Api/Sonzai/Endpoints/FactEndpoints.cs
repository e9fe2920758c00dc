using FencyGrid.Api.Sonzai.Answers;
using FencyGrid.Api.Sonzai.Errors;
using FencyGrid.Api.Sonzai.Requests;
using FencyGrid.Contracts;
using FencyGrid.Contracts.Trees;

namespace FencyGrid.Api.Sonzai.Endpoints;

/// <summary>One fact: create, change, delete, and what it was before.</summary>
internal static class FactEndpoints
{
    internal const string DefaultFactType = "user_fact";

    public static void MapFacts(this IEndpointRouteBuilder agents)
    {
        agents.MapPost("/memory/facts", CreateAsync)
            .Describe("createFact", "Add a fact", typeof(CreateFactInputBody), typeof(AtomicFact), SonzaiParameter.Instance);
        agents.MapPost("/memory/facts/bulk", BulkFactEndpoint.CreateAsync)
            .Describe("bulkCreateFacts", "Add up to 1,000 facts", typeof(BulkCreateFactsInputBody), typeof(BulkCreateFactsOutputBody), SonzaiParameter.Instance);
        agents.MapPut("/memory/facts/{factId}", UpdateAsync).Describe("updateFact", "Change a fact", typeof(UpdateFactInputBody), typeof(AtomicFact));
        agents.MapDelete("/memory/facts/{factId}", DeleteAsync).Describe("deleteFact", "Delete a fact", body: null, answer: null);
        agents.MapGet("/memory/fact/{factId}/history", HistoryAsync)
            .Describe("getFactHistory", "A fact and what it took the place of", body: null, typeof(FactHistoryResponse));
    }

    private static async Task CreateAsync(HttpContext context, IMemoryTrees trees)
    {
        var agent = SonzaiPath.Agent(context);
        var query = new SonzaiQuery(context.Request.Query);
        var instance = query.Instance();
        query.Check();
        var body = await SonzaiJson.ReadAsync<CreateFactInputBody>(context);
        var problems = new Problems();
        var tree = FactPlace.Of(agent, instance, body.UserId, body.Metadata, "body.user_id", problems);
        problems.ThrowIfAny();
        var outcomes = await trees.AddFactsAsync(
            context.Organization(),
            [new AddressedFact(tree!, new NewFact
            {
                Text = body.Content,
                FactType = string.IsNullOrEmpty(body.FactType) ? DefaultFactType : body.FactType,
                Importance = body.Importance,
                Confidence = body.Confidence,
                Entities = body.Entities,
                NodeId = body.NodeId,
                Metadata = body.Metadata?.GetRawText(),
            })],
            context.RequestAborted);
        if (outcomes[0].Fact is not { } fact)
        {
            throw Problems.Refusal("body", outcomes[0].Reason ?? "the fact was not stored");
        }

        await SonzaiJson.WriteAsync(context, AtomicFact.Of(fact));
    }

    private static async Task UpdateAsync(HttpContext context, string factId, IMemoryTrees trees)
    {
        var fact = Fact(context, factId);
        var body = await SonzaiJson.ReadAsync<UpdateFactInputBody>(context);
        var change = new ItemChange(body.Content, body.FactType, body.Importance, body.Confidence, body.Entities, body.Metadata?.GetRawText());
        var changed = await FactUpdate.ApplyAsync(trees, context.Organization(), fact, change, context.RequestAborted);
        await SonzaiJson.WriteAsync(context, AtomicFact.Of(changed));
    }

    private static async Task DeleteAsync(HttpContext context, string factId, IMemoryTrees trees)
    {
        await trees.DeleteAsync(context.Organization(), Fact(context, factId), context.RequestAborted);
        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    private static async Task HistoryAsync(HttpContext context, string factId, IMemoryTrees trees)
    {
        var history = await trees.GetHistoryAsync(context.Organization(), Fact(context, factId), context.RequestAborted);
        await SonzaiJson.WriteAsync(
            context, new FactHistoryResponse { Current = AtomicFact.Of(history.Current), PreviousVersions = AtomicFact.Of(history.PreviousVersions) });
    }

    private static ItemRef Fact(HttpContext context, string factId) => SonzaiPath.Item(context, "fact", factId);
}
