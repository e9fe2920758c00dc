using FencyGrid.Api.Http;
using FencyGrid.Api.Http.Body;
using FencyGrid.Api.OpenApi;
using FencyGrid.Contracts;
using FencyGrid.Contracts.MemoryTypes;
using FencyGrid.Grains.MemoryTypes;

namespace FencyGrid.Api.Fency;

internal static class FencyMemoryTypeEndpoints
{
    public const string Kind = "memory type";

    public static void MapFencyMemoryTypes(this IEndpointRouteBuilder api)
    {
        var types = api.MapGroup("").WithTags("Memory types");
        types.MapPost("/memory-types", CreateAsync).Describe("createMemoryType", "Creates a memory type, with the metadata fields that its memories may not contradict.")
            .DescribeBody<CreateMemoryTypeRequest>().DescribeAnswer<FencyMemoryType>(StatusCodes.Status201Created);
        types.MapGet("/memory-types", ListAsync).Describe("listMemoryTypes", "Lists memory types, newest first.")
            .DescribePage<FencyPage<FencyMemoryType>>();
        types.MapGet("/memory-types/{id}", GetAsync).Describe("getMemoryType", "Retrieves a memory type.")
            .DescribeAnswer<FencyMemoryType>(StatusCodes.Status200OK);
        types.MapDelete("/memory-types/{id}", DeleteAsync).Describe("deleteMemoryType", "Deletes a memory type that has no memories.")
            .DescribeNoContent();
    }

    private static async Task CreateAsync(HttpContext context, IGrid grid)
    {
        NewMemoryType type;
        using (var body = await RequestBody.ReadAsync(context))
        {
            type = CreateMemoryTypeRequest.Read(body.Fields).ToNewMemoryType();
        }

        var key = GrainKey.Of(context.Caller().OrganizationId, Ids.New(Ids.MemoryType));
        var created = await grid.Get<IMemoryTypeGrain>(key).CreateAsync(type, context.RequestAborted);
        await JsonAnswer.WriteAsync(context, StatusCodes.Status201Created, FencyMemoryType.Of(created), FencyJson.OneMemoryType);
    }

    private static async Task ListAsync(HttpContext context, IMemoryTypeQueries queries)
    {
        var page = await queries.ListAsync(context.Caller().OrganizationId, PageQuery.Read(context.Request.Query), context.RequestAborted);
        await JsonAnswer.WriteAsync(context, StatusCodes.Status200OK, FencyEndpoints.PageOf(page, FencyMemoryType.Of), FencyJson.MemoryTypes);
    }

    private static async Task GetAsync(HttpContext context, string id, IGrid grid)
    {
        var type = await grid.Get<IMemoryTypeGrain>(KeyOf(context, id)).GetAsync(context.RequestAborted);
        await JsonAnswer.WriteAsync(context, StatusCodes.Status200OK, FencyMemoryType.Of(type), FencyJson.OneMemoryType);
    }

    private static async Task DeleteAsync(HttpContext context, string id, IGrid grid)
    {
        await grid.Get<IMemoryTypeGrain>(KeyOf(context, id)).DeleteAsync(context.RequestAborted);
        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    private static GrainKey KeyOf(HttpContext context, string id) => FencyEndpoints.KeyOf(context, id, Ids.MemoryType, Kind);
}
