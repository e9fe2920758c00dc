using FencyGrid.Api.OpenApi.Vendors;
using FencyGrid.Api.Sonzai.Answers;
using FencyGrid.Contracts.Trees;

namespace FencyGrid.Api.Sonzai.Endpoints;

internal static class SearchEndpoints
{
    private const int MaxQueryLength = 8192;

    private static readonly VendorParameter Limit = SonzaiParameter.Limit(20, 100);

    public static void MapSearch(this IEndpointRouteBuilder agents) => agents.MapGet("/memory/search", SearchAsync).Describe(
        "searchMemories", "Search facts and what was said", body: null, typeof(SearchResponse),
        VendorParameter.Text("q", "What is looked for.") with { IsRequired = true }, SonzaiParameter.User, SonzaiParameter.Instance,
        VendorParameter.Text("mode", "semantic: by likeness, for one user; bm25: by words; auto: by both."), Limit,
        VendorParameter.Text("include_verbatim", "false: facts only, no messages."), SonzaiParameter.AsOf);

    private static async Task SearchAsync(HttpContext context, IMemoryTrees trees)
    {
        var query = new SonzaiQuery(context.Request.Query);
        var text = query.RequiredText("q", MaxQueryLength);
        var user = query.User();
        var scope = SonzaiEndpoints.Scope(SonzaiPath.Agent(context), query.Instance(), user);
        var mode = query.Choice("mode", "semantic", "bm25", "auto");
        if (mode == "semantic" && user is null)
        {
            query.Problem("user_id", "the mode semantic needs a user_id");
        }

        var limit = query.Integer(Limit);
        var includeVerbatim = query.Flag("include_verbatim", true);
        var asOf = query.Moment("as_of");
        query.Check();
        var found = await trees.SearchAsync(
            context.Organization(),
            scope,
            new TreeSearchRequest
            {
                Query = text!,
                Mode = mode switch
                {
                    "semantic" => TreeSearchMode.Semantic,
                    "bm25" => TreeSearchMode.Bm25,
                    _ => TreeSearchMode.Auto,
                },
                Limit = limit,
                IncludeVerbatim = includeVerbatim,
                AsOf = asOf,
            },
            context.RequestAborted);
        await SonzaiJson.WriteAsync(context, new SearchResponse { Results = [.. found.Hits.Select(Result)] });
    }

    private static SearchResult Result(TreeSearchHit hit) => new()
    {
        FactId = hit.Item.Id,
        Content = hit.Item.Body,
        FactType = hit.Item is Fact fact ? fact.FactType : "verbatim",
        Score = hit.Score,
        SessionId = hit.Item.SessionId,
    };
}
