using FencyGrid.Api.Sonzai.Answers;
using FencyGrid.Api.Sonzai.Errors;
using FencyGrid.Api.Sonzai.Requests;
using FencyGrid.Contracts.Trees;

namespace FencyGrid.Api.Sonzai.Endpoints;

/// <summary>Many facts at once. One that cannot be written is left out and logged by its place, never by its text; the others are written.</summary>
internal static partial class BulkFactEndpoint
{
    public static async Task CreateAsync(HttpContext context, IMemoryTrees trees, ILoggerFactory loggers)
    {
        var agent = SonzaiPath.Agent(context);
        var query = new SonzaiQuery(context.Request.Query);
        var instance = query.Instance();
        query.Check();
        var body = await SonzaiJson.ReadAsync<BulkCreateFactsInputBody>(context);
        var problems = new Problems();
        if (body.Facts is not { Count: > 0 })
        {
            problems.Add("body.facts", $"expected 1 to {FactLimits.Facts} items");
        }

        List<AddressedFact> facts = [];
        foreach (var (place, item) in (body.Facts ?? []).Index())
        {
            var user = string.IsNullOrEmpty(item.UserId) ? body.UserId : item.UserId;
            if (FactPlace.Of(agent, instance, user, item.Metadata, $"body.facts[{place}].user_id", problems) is { } tree)
            {
                facts.Add(new AddressedFact(tree, Read(item)));
            }
        }

        problems.ThrowIfAny();
        var outcomes = await trees.AddFactsAsync(context.Organization(), facts, context.RequestAborted);
        var logger = loggers.CreateLogger(typeof(BulkFactEndpoint));
        foreach (var (place, outcome) in outcomes.Index())
        {
            if (outcome.Fact is null)
            {
                LogSkipped(logger, place, outcomes.Count, outcome.Reason ?? "no reason was given");
            }
        }

        var written = AtomicFact.Of(outcomes.Select(outcome => outcome.Fact).OfType<Fact>());
        await SonzaiJson.WriteAsync(context, new BulkCreateFactsOutputBody { FactsCreated = written.Count, Facts = written });
    }

    private static NewFact Read(BulkCreateFactItem item) => new()
    {
        Text = item.Content,
        FactType = string.IsNullOrEmpty(item.FactType) ? FactEndpoints.DefaultFactType : item.FactType,
        Importance = item.Importance,
        Confidence = item.Confidence,
        Entities = item.Entities,
        NodeId = item.NodeId,
        Metadata = item.Metadata?.GetRawText(),
    };

    [LoggerMessage(Level = LogLevel.Warning, Message = "Fact {Place} of {Count} of a bulk was skipped: {Reason}")]
    private static partial void LogSkipped(ILogger logger, int place, int count, string reason);
}
