using System.Text.Json.Nodes;
using FencyGrid.Api.OpenApi.Vendors;
using FencyGrid.Api.Sonzai.Answers;
using FencyGrid.Api.Sonzai.Errors;
using FencyGrid.Contracts;
using FencyGrid.Contracts.Trees;

namespace FencyGrid.Api.Sonzai.Endpoints;

/// <summary>Lists of facts. <c>as_of</c>, our addition, answers as things stood then.</summary>
internal static class FactListEndpoints
{
    private const string MetadataPrefix = "metadata.";

    private static readonly VendorParameter Limit = SonzaiParameter.Limit(50, 500);
    private static readonly VendorParameter AllLimit = SonzaiParameter.Limit(1000, ItemQuery.MaxLimit);

    private static readonly string[] MetadataFilters = ["kind", "item_type", "subject_relation", "temporal_relevance", "sentiment"];

    public static void MapFactLists(this IEndpointRouteBuilder agents)
    {
        agents.MapGet("/memory/facts", ListAsync).Describe(
            "listFacts", "Facts of an agent, newest first", body: null, typeof(ListFactsResponse),
            SonzaiParameter.User, SonzaiParameter.Instance, VendorParameter.Text("fact_type", "Only facts of this type."), Limit,
            VendorParameter.Text("page_token", "Goes on where the page ended that gave it as next_page_token."), SonzaiParameter.AsOf);
        agents.MapGet("/users/{userId}/facts", ListOfUserAsync).Describe(
            "listUserFacts", "All active facts of a user", body: null, typeof(ListAllFactsResponse),
            [
                SonzaiParameter.Instance, AllLimit, VendorParameter.Text("has_metadata", "true: only facts with metadata."), SonzaiParameter.AsOf,
                .. MetadataFilters.Select(name => VendorParameter.Text(MetadataPrefix + name, $"Only facts whose {name} is this.")),
            ]);
    }

    private static async Task ListAsync(HttpContext context, IMemoryTrees trees)
    {
        var query = new SonzaiQuery(context.Request.Query);
        var scope = SonzaiEndpoints.Scope(SonzaiPath.Agent(context), query.Instance(), query.User());
        var items = new ItemQuery
        {
            FactType = query.Text("fact_type"),
            Limit = query.Integer(Limit),
            PageToken = query.Text("page_token", 4096),
            AsOf = query.Moment("as_of"),
        };
        query.Check();
        ItemPage page;
        try
        {
            page = await trees.ListAsync(context.Organization(), scope, items, context.RequestAborted);
        }
        catch (InvalidRequestException exception) when (items.PageToken is not null)
        {
            // Everything else was checked above.
            throw Problems.Refusal("query.page_token", exception.Message, items.PageToken);
        }

        await SonzaiJson.WriteAsync(
            context, new ListFactsResponse { Facts = StoredFact.Of(page), TotalCount = page.TotalCount, NextPageToken = page.NextPageToken });
    }

    private static async Task ListOfUserAsync(HttpContext context, IMemoryTrees trees)
    {
        var query = new SonzaiQuery(context.Request.Query);
        var scope = SonzaiEndpoints.Scope(SonzaiPath.Agent(context), query.Instance(), SonzaiPath.User(context));
        var items = new ItemQuery
        {
            Limit = query.Integer(AllLimit),
            HasMetadata = query.Flag("has_metadata", false),
            Filter = Filter(query),
            AsOf = query.Moment("as_of"),
        };
        query.Check();
        var page = await trees.ListAsync(context.Organization(), scope, items, context.RequestAborted);
        await SonzaiJson.WriteAsync(context, new ListAllFactsResponse { Facts = StoredFact.Of(page), Total = page.TotalCount });
    }

    // Without the prefix a name stands for the metadata's field where there is one, else for what was judged from the text.
    private static string? Filter(SonzaiQuery query)
    {
        var filter = new JsonObject();
        foreach (var name in MetadataFilters)
        {
            if (query.Text(MetadataPrefix + name) is { } value)
            {
                filter[name] = value;
            }
        }

        return filter.Count > 0 ? filter.ToJsonString() : null;
    }
}
