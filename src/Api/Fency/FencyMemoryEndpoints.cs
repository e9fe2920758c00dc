using FencyGrid.Api.Http;
using FencyGrid.Api.Http.Body;
using FencyGrid.Api.OpenApi;
using FencyGrid.Contracts;
using FencyGrid.Contracts.Memories;
using FencyGrid.Contracts.MemoryTypes;
using FencyGrid.Grains.Memories;

namespace FencyGrid.Api.Fency;

internal static class FencyMemoryEndpoints
{
    private const string Kind = "memory";

    /// <summary>A page of memories ends early past so many characters of content, so that no answer grows without bound.</summary>
    private const long MaxPageCharacters = 4_000_000;

    public static void MapFencyMemories(this IEndpointRouteBuilder api)
    {
        var memories = api.MapGroup("").WithTags("Memories");
        memories.MapPost("/memories", CreateAsync).Describe("createMemory", "Creates a memory from a text, a URL or a file that is uploaded afterwards.")
            .DescribeBody<CreateMemoryRequest>().DescribeAnswer<FencyMemory>(StatusCodes.Status201Created);
        memories.MapGet("/memories", ListAsync).Describe("listMemories", "Lists memories, newest first.")
            .DescribePage<FencyPage<FencyMemory>>();
        memories.MapGet("/memories/{id}", GetAsync).Describe("getMemory", "Retrieves a memory.")
            .DescribeAnswer<FencyMemory>(StatusCodes.Status200OK);
        memories.MapPatch("/memories/{id}", UpdateAsync).Describe("updateMemory", "Updates the given fields of a memory. Metadata is replaced whole.")
            .DescribeBody<UpdateMemoryRequest>().DescribeAnswer<FencyMemory>(StatusCodes.Status200OK);
        memories.MapDelete("/memories/{id}", DeleteAsync).Describe("deleteMemory", "Deletes a memory for good.")
            .DescribeNoContent();
    }

    private static async Task CreateAsync(HttpContext context, IGrid grid)
    {
        NewMemory memory;
        using (var body = await RequestBody.ReadAsync(context))
        {
            var typeKey = FencyEndpoints.KeyOf(context, CreateMemoryRequest.ReadTypeId(body.Fields), Ids.MemoryType, FencyMemoryTypeEndpoints.Kind);
            var declared = await DeclaredAsync(grid, typeKey, body.Fields, context.RequestAborted);
            memory = CreateMemoryRequest.Read(body.Fields, declared).ToNewMemory();
        }

        var key = GrainKey.Of(context.Caller().OrganizationId, Ids.New(Ids.Memory));
        var created = await grid.Get<IMemoryGrain>(key).CreateAsync(memory, context.RequestAborted);
        await JsonAnswer.WriteAsync(context, StatusCodes.Status201Created, FencyMemory.Of(created), FencyJson.OneMemory);
    }

    private static async Task ListAsync(HttpContext context, IMemoryQueries queries)
    {
        var page = await queries.ListAsync(
            context.Caller().OrganizationId, PageQuery.Read(context.Request.Query), MaxPageCharacters, context.RequestAborted);
        await JsonAnswer.WriteAsync(context, StatusCodes.Status200OK, FencyEndpoints.PageOf(page, FencyMemory.Of), FencyJson.Memories);
    }

    private static async Task GetAsync(HttpContext context, string id, IGrid grid)
    {
        var memory = await grid.Get<IMemoryGrain>(KeyOf(context, id)).GetAsync(context.RequestAborted);
        await JsonAnswer.WriteAsync(context, StatusCodes.Status200OK, FencyMemory.Of(memory), FencyJson.OneMemory);
    }

    private static async Task UpdateAsync(HttpContext context, string id, IGrid grid)
    {
        var key = KeyOf(context, id);
        var grain = grid.Get<IMemoryGrain>(key);
        UpdateMemoryRequest request;
        using (var body = await RequestBody.ReadAsync(context))
        {
            var declared = body.Fields.IsForm && body.Fields.Find("metadata") is not null
                ? await DeclaredAsync(grid, GrainKey.Of(key.OrganizationId, (await grain.GetAsync(context.RequestAborted)).TypeId), body.Fields, context.RequestAborted)
                : null;
            request = UpdateMemoryRequest.Read(body.Fields, declared);
        }

        var memory = request.IsEmpty ? await grain.GetAsync(context.RequestAborted) : await grain.UpdateAsync(request.ToChange(), context.RequestAborted);
        await JsonAnswer.WriteAsync(context, StatusCodes.Status200OK, FencyMemory.Of(memory), FencyJson.OneMemory);
    }

    private static async Task DeleteAsync(HttpContext context, string id, IGrid grid)
    {
        await grid.Get<IMemoryGrain>(KeyOf(context, id)).DeleteAsync(context.RequestAborted);
        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    private static GrainKey KeyOf(HttpContext context, string id) => FencyEndpoints.KeyOf(context, id, Ids.Memory, Kind);

    /// <summary>A form's metadata is all text; the memory type's declared fields say what is a number or a boolean.</summary>
    private static async Task<IReadOnlyList<MetadataField>?> DeclaredAsync(IGrid grid, GrainKey typeKey, RequestFields fields, CancellationToken cancellationToken) =>
        fields.IsForm && fields.Find("metadata") is not null
            ? (await grid.Get<IMemoryTypeGrain>(typeKey).GetAsync(cancellationToken)).MetadataFields
            : null;
}
