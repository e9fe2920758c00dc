using FencyGrid.Api.Auth;
using FencyGrid.Api.Http;
using FencyGrid.Api.Http.Body;
using FencyGrid.Api.OpenApi.Vendors;
using FencyGrid.Contracts;
using FencyGrid.Contracts.Trees;

namespace FencyGrid.Api.Vai;

/// <summary>
/// VirtuousAI's user memories under <c>/api/v1/memory</c>: the facts of agent <c>default</c> and of the user that the key was made for
/// (else <c>default</c>).
/// </summary>
public static class VaiEndpoints
{
    private const string Kind = "memory";
    private const string Explicit = "explicit";

    internal const string Prefix = "/api/v1";
    internal const string Cookie = "vai_token";

    public static void MapVai(this IEndpointRouteBuilder app)
    {
        var api = app.MapGroup(Prefix).WithMetadata(EndpointRules.SecretKey, ExactSlash.Instance, VaiErrorShape.Instance, new KeySource(Cookie))
            .ExcludeFromDescription();
        app.MapVendorDocument(VaiApi.Description);
        api.MapGet("/memory", ListAsync).Describe("listMemories", "Memories, newest first", null, StatusCodes.Status200OK, typeof(VaiMemories), VaiRequests.ListParameters);
        api.MapPost("/memory", CreateAsync).Describe("createMemory", "Remember something", typeof(VaiCreateBody), StatusCodes.Status201Created, typeof(VaiMemory));
        api.MapPost("/memory/backfill-entities", BackfillAsync)
            .Describe("backfillEntities", "Find entities in older memories", null, StatusCodes.Status200OK, typeof(VaiBackfill), VaiRequests.BackfillParameters);
        api.MapGet("/memory/{memoryId}", GetAsync).Describe("getMemory", "One memory", null, StatusCodes.Status200OK, typeof(VaiMemory));
        api.MapDelete("/memory/{memoryId}", DeleteAsync).Describe("deleteMemory", "Delete a memory", null, StatusCodes.Status204NoContent, null);
    }

    private static async Task ListAsync(HttpContext context, IMemoryTrees trees)
    {
        var caller = context.Caller();
        var page = await trees.ListAsync(caller.OrganizationId, ScopeOf(caller), VaiRequests.List(context.Request.Query), context.RequestAborted);
        var organization = VaiIds.OfOrganization(caller.OrganizationId);
        var answer = new VaiMemories([.. page.Items.OfType<Fact>().Select(fact => VaiMemory.Of(fact, organization))], page.TotalCount);
        await JsonAnswer.WriteAsync(context, StatusCodes.Status200OK, answer, VaiJson.Memories);
    }

    private static async Task CreateAsync(HttpContext context, IMemoryTrees trees)
    {
        var caller = context.Caller();
        var organization = VaiIds.OfOrganization(caller.OrganizationId);
        CreateVaiMemoryRequest request;
        using (var body = await RequestBody.ReadAsync(context))
        {
            request = CreateVaiMemoryRequest.Read(body.Fields, organization);
        }

        var tree = TreeAddress.OfUser(TreeAddress.DefaultAgent, instanceId: null, UserOf(caller));
        var outcomes = await trees.Tree(caller.OrganizationId, tree)
            .AddFactsAsync([new NewFact { Text = request.Content, SourceType = Explicit }], context.RequestAborted);
        var fact = outcomes[0].Fact ?? throw VaiRequests.Invalid(["body", "content"], "value_error", $"was not stored: {outcomes[0].Reason}");
        await JsonAnswer.WriteAsync(context, StatusCodes.Status201Created, VaiMemory.Of(fact, organization), VaiJson.OneMemory);
    }

    private static async Task BackfillAsync(HttpContext context, IMemoryTrees trees)
    {
        var caller = context.Caller();
        var request = VaiRequests.Backfill(context.Request.Query);
        var result = await trees.BackfillEntitiesAsync(caller.OrganizationId, ScopeOf(caller), request, context.RequestAborted);
        await JsonAnswer.WriteAsync(context, StatusCodes.Status200OK, VaiBackfill.Of(request, result), VaiJson.Backfill);
    }

    private static async Task GetAsync(HttpContext context, string memoryId, IMemoryTrees trees)
    {
        var fact = await FindAsync(context, memoryId, trees);
        await JsonAnswer.WriteAsync(context, StatusCodes.Status200OK, VaiMemory.Of(fact, VaiIds.OfOrganization(context.Caller().OrganizationId)), VaiJson.OneMemory);
    }

    private static async Task DeleteAsync(HttpContext context, string memoryId, IMemoryTrees trees)
    {
        var fact = await FindAsync(context, memoryId, trees);
        await trees.DeleteAsync(context.Caller().OrganizationId, new ItemRef(fact.Id), context.RequestAborted);
        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    /// <summary>What this API does not show reads as unknown: another user's fact, an episode, an artifact.</summary>
    private static async Task<Fact> FindAsync(HttpContext context, string memoryId, IMemoryTrees trees)
    {
        var id = VaiIds.ReadMemoryId(memoryId);
        var caller = context.Caller();
        var item = await trees.GetAsync(caller.OrganizationId, new ItemRef(id, TreeAddress.DefaultAgent, UserOf(caller)), context.RequestAborted);
        return item as Fact ?? throw NotFoundException.Of(Kind, id);
    }

    private static TreeScope ScopeOf(Caller caller) => new(TreeAddress.DefaultAgent, InstanceId: null, UserOf(caller));

    private static string UserOf(Caller caller) => caller.UserId ?? TreeAddress.DefaultUser;
}
