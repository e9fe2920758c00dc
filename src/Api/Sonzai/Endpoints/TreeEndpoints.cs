using FencyGrid.Api.OpenApi.Vendors;
using FencyGrid.Api.Sonzai.Answers;
using FencyGrid.Contracts.Trees;

namespace FencyGrid.Api.Sonzai.Endpoints;

/// <summary>The tree itself: its nodes, its timeline, and its end.</summary>
internal static class TreeEndpoints
{
    private const int TimelineDays = 30;

    private static readonly VendorParameter Limit = SonzaiParameter.Limit(50, 200);

    public static void MapTree(this IEndpointRouteBuilder agents)
    {
        agents.MapGet("/memory", GetAsync).Describe(
            "getMemoryTree", "Nodes of the tree", body: null, typeof(MemoryResponse),
            SonzaiParameter.User, SonzaiParameter.Instance, VendorParameter.Text("parent_id", "Only children of this node."),
            VendorParameter.Text("include_contents", "true: with the facts of each node."), VendorParameter.Text("scope", "wisdom: the agent's own tree."),
            Limit, VendorParameter.Text("memory_type", "Only nodes of this type."));
        agents.MapDelete("/memory", ResetAsync).Describe(
            "resetMemory", "Delete all that is remembered of a user", body: null, typeof(ResetMemoryResponse),
            SonzaiParameter.User with { IsRequired = true, Description = "Whose memory." }, SonzaiParameter.Instance);
        agents.MapGet("/memory/timeline", TimelineAsync).Describe(
            "getMemoryTimeline", "Facts of a period by session", body: null, typeof(TimelineResponse),
            SonzaiParameter.User, SonzaiParameter.Instance,
            VendorParameter.Text("start", "The first day, YYYY-MM-DD; left out, 30 days before the last."), VendorParameter.Text("end", "The last day; left out, today."));
    }

    private static async Task GetAsync(HttpContext context, IMemoryTrees trees)
    {
        var agent = SonzaiPath.Agent(context);
        var query = new SonzaiQuery(context.Request.Query);
        var isWisdom = query.Choice("scope", "wisdom") is not null;
        var (instance, user) = (query.Instance(), query.User());
        var nodes = new NodeQuery(
            query.Text("parent_id"), query.Text("memory_type"), query.Flag("include_contents", false), query.Integer(Limit));
        query.Check();
        var scope = isWisdom ? TreeScope.Of(TreeAddress.OfAgent(agent)) : SonzaiEndpoints.Scope(agent, instance, user);
        var list = await trees.GetNodesAsync(context.Organization(), scope, nodes, context.RequestAborted);
        await SonzaiJson.WriteAsync(context, new MemoryResponse
        {
            Nodes = [.. list.Nodes.Select(SonzaiMemoryNode.Of)],
            Contents = nodes.IncludeContents ? list.Contents.ToDictionary(pair => pair.Key, pair => AtomicFact.Of(pair.Value)) : null,
        });
    }

    private static async Task ResetAsync(HttpContext context, IMemoryTrees trees)
    {
        var query = new SonzaiQuery(context.Request.Query);
        var instance = query.Instance();
        var user = query.User();
        if (user is null)
        {
            query.RequiredText("user_id");
        }

        query.Check();
        var result = await trees.ResetAsync(
            context.Organization(), SonzaiEndpoints.Scope(SonzaiPath.Agent(context), instance, user), context.RequestAborted);
        await SonzaiJson.WriteAsync(context, ResetMemoryResponse.Of(result));
    }

    private static async Task TimelineAsync(HttpContext context, IMemoryTrees trees, TimeProvider time)
    {
        var query = new SonzaiQuery(context.Request.Query);
        var scope = SonzaiEndpoints.Scope(SonzaiPath.Agent(context), query.Instance(), query.User());
        var end = query.Date("end") ?? DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        var start = query.Date("start") ?? DateOnly.FromDayNumber(Math.Max(0, end.DayNumber - TimelineDays));
        if (start > end)
        {
            query.Problem("start", $"the start {start:yyyy-MM-dd} lies after the end {end:yyyy-MM-dd}");
        }

        query.Check();
        var timeline = await trees.GetTimelineAsync(context.Organization(), scope, new TimelineQuery(FirstMoment(start), NextMoment(end)), context.RequestAborted);
        await SonzaiJson.WriteAsync(context, TimelineResponse.Of(timeline));
    }

    private static DateTimeOffset FirstMoment(DateOnly date) => new(date, TimeOnly.MinValue, TimeSpan.Zero);

    private static DateTimeOffset NextMoment(DateOnly date) => date == DateOnly.MaxValue ? DateTimeOffset.MaxValue : FirstMoment(date.AddDays(1));
}
