using FencyGrid.Api.Auth;
using FencyGrid.Api.Http;
using FencyGrid.Api.Http.Body;
using FencyGrid.Api.OpenApi.Vendors;
using FencyGrid.Contracts;
using FencyGrid.Contracts.Trees;

namespace FencyGrid.Api.XTrace;

/// <summary>
/// XTrace's REST API under <c>/v1/memories/</c>: a view of the memory trees. Every path ends in a slash, which tells it from Fency's.
/// Errors have the shape of <see cref="FencyErrorShape"/>: clients generated for this API show the status and the body.
/// </summary>
public static class XTraceEndpoints
{
    private const string Kind = "memory";
    private const string OrganizationHeader = "X-Org-Id";

    public static void MapXTrace(this IEndpointRouteBuilder app)
    {
        var api = app.MapGroup("/v1/memories").WithMetadata(EndpointRules.SecretKey, ExactSlash.Instance, FencyErrorShape.Instance, KeySource.Headers)
            .AddEndpointFilter(RefuseForeignOrganizationAsync)
            .ExcludeFromDescription();
        app.MapVendorDocument(XTraceApi.Description);
        api.MapPost("/add/", AddAsync).Describe<XTraceAddBody, XTraceAddAnswer>("addMemories", "Remember messages");
        api.MapPost("/search/", SearchAsync).Describe<XTraceSearchBody, XTraceSearchAnswer>("searchMemories", "Search what is remembered");
        api.MapPost("/", ListAsync).Describe<XTraceListBody, XTracePage>("listMemories", "List what is remembered, page by page", ListMemoriesRequest.Parameters);
        api.MapGet("/{memoryId}/", GetAsync).Describe<XTraceMemory>("getMemory", "One memory");
        api.MapPatch("/{memoryId}/", UpdateAsync).Describe<XTracePatchBody, XTraceMemory>("updateMemory", "Change a memory; a new text makes a new one in its place");
        api.MapDelete("/{memoryId}/", DeleteAsync).Describe<XTraceDeletion>("deleteMemory", "Delete a memory");
    }

    private static ValueTask<object?> RefuseForeignOrganizationAsync(EndpointFilterInvocationContext invocation, EndpointFilterDelegate next)
    {
        var context = invocation.HttpContext;
        var given = context.Request.Headers[OrganizationHeader];
        if (given.Count > 0 && (given is not [{ } id] || !IsOrganization(id, context.Caller().OrganizationId)))
        {
            throw new RefusedException(
                StatusCodes.Status403Forbidden, ErrorCodes.Forbidden, $"{OrganizationHeader} is not the organization of the key. Leave it out: the key alone says which it is.");
        }

        return next(invocation);
    }

    private static bool IsOrganization(string given, string organizationId) =>
        given == organizationId || (Guid.TryParse(given, out var uuid) && uuid.ToString("N") == organizationId[Ids.Organization.Length..]);

    private static async Task AddAsync(HttpContext context, IMemoryTrees trees)
    {
        AddMemoriesRequest request;
        using (var body = await RequestBody.ReadAsync(context))
        {
            request = AddMemoriesRequest.Read(body.Fields);
        }

        var result = await trees.AddConversationAsync(context.Caller().OrganizationId, request.Tree, request.Conversation, context.RequestAborted);
        await JsonAnswer.WriteAsync(context, StatusCodes.Status200OK, XTraceAddAnswer.Of(result, request.Mode), XTraceJson.Added);
    }

    private static async Task SearchAsync(HttpContext context, XTraceRetrieval retrieval)
    {
        SearchMemoriesRequest request;
        using (var body = await RequestBody.ReadAsync(context))
        {
            request = SearchMemoriesRequest.Read(body.Fields);
        }

        var answer = await retrieval.SearchAsync(context.Caller().OrganizationId, request, context.RequestAborted);
        await JsonAnswer.WriteAsync(context, StatusCodes.Status200OK, answer, XTraceJson.Found);
    }

    private static async Task ListAsync(HttpContext context, IMemoryTrees trees)
    {
        ListMemoriesRequest request;
        using (var body = await RequestBody.ReadAsync(context))
        {
            request = ListMemoriesRequest.Read(body.Fields, context.Request.Query);
        }

        var page = await trees.ListAsync(context.Caller().OrganizationId, request.Filter.Scope, request.ToQuery(), context.RequestAborted);
        var lastPage = Math.Max(1, (page.TotalCount + request.PageSize - 1) / request.PageSize);
        var answer = new XTracePage(
            page.TotalCount,
            request.Page < lastPage ? AddressOf(context.Request, request.Page + 1, request.PageSize) : null,
            request.Page > 1 ? AddressOf(context.Request, Math.Min(request.Page - 1, lastPage), request.PageSize) : null,
            [.. page.Items.Select(item => XTraceMemory.Of(item))]);
        await JsonAnswer.WriteAsync(context, StatusCodes.Status200OK, answer, XTraceJson.Page);
    }

    private static async Task GetAsync(HttpContext context, string memoryId, IMemoryTrees trees)
    {
        var item = await trees.GetAsync(context.Caller().OrganizationId, RefOf(memoryId), context.RequestAborted);
        await JsonAnswer.WriteAsync(context, StatusCodes.Status200OK, XTraceMemory.Of(item), XTraceJson.OneMemory);
    }

    private static async Task UpdateAsync(HttpContext context, string memoryId, IMemoryTrees trees)
    {
        var item = RefOf(memoryId);
        PatchMemoryRequest request;
        using (var body = await RequestBody.ReadAsync(context))
        {
            request = PatchMemoryRequest.Read(body.Fields);
        }

        var organizationId = context.Caller().OrganizationId;
        var updated = request.IsEmpty
            ? await trees.GetAsync(organizationId, item, context.RequestAborted)
            : await trees.UpdateAsync(organizationId, item, new ItemChange(request.Text, Metadata: request.Metadata), context.RequestAborted);
        await JsonAnswer.WriteAsync(context, StatusCodes.Status200OK, XTraceMemory.Of(updated), XTraceJson.OneMemory);
    }

    private static async Task DeleteAsync(HttpContext context, string memoryId, IMemoryTrees trees)
    {
        var item = RefOf(memoryId);
        await trees.DeleteAsync(context.Caller().OrganizationId, item, context.RequestAborted);
        await JsonAnswer.WriteAsync(context, StatusCodes.Status200OK, new XTraceDeletion(item.Id, "deleted"), XTraceJson.Deletion);
    }

    // An id that was never given out reads as one that does not exist.
    private static ItemRef RefOf(string memoryId) =>
        Guid.TryParse(memoryId, out var uuid) ? new ItemRef(uuid.ToString("D")) : throw NotFoundException.Of(Kind, GivenValue.Shortened(memoryId));

    private static string AddressOf(HttpRequest request, long page, int pageSize) =>
        $"{request.Scheme}://{request.Host}{request.PathBase}/v1/memories/?page={page}&page_size={pageSize}";
}
