using FencyGrid.Api.Fency.Uploads;
using FencyGrid.Api.Http;
using FencyGrid.Api.Http.Body;
using FencyGrid.Api.OpenApi;
using FencyGrid.Contracts;

namespace FencyGrid.Api.Fency;

/// <summary>Fency's REST API under <c>/v1</c>, for secret keys.</summary>
public static class FencyEndpoints
{
    public static void MapFency(this IEndpointRouteBuilder app)
    {
        var api = app.MapGroup("/v1").WithMetadata(EndpointRules.SecretKey, ExactSlash.Instance, FencyErrorShape.Instance);
        api.MapFencyMemories();
        api.MapFencyUploads();
        api.MapFencyMemoryTypes();
        api.MapFencyAgentTasks();
        app.MapUploadForm();
    }

    /// <summary>The key of the caller's object of that id. An id that was never given out reads as one that does not exist.</summary>
    internal static GrainKey KeyOf(HttpContext context, string id, string prefix, string kind) =>
        Ids.IsWellFormed(id, prefix) ? GrainKey.Of(context.Caller().OrganizationId, id) : throw NotFoundException.Of(kind, GivenValue.Shortened(id));

    internal static FencyPage<TShape> PageOf<T, TShape>(Page<T> page, Func<T, TShape> shape) =>
        new([.. page.Items.Select(shape)], new FencyPagination(page.PreviousPageToken, page.NextPageToken));
}
