using FencyGrid.Api.Fency.AgentTasks;
using FencyGrid.Api.Fency.Events;
using FencyGrid.Api.Fency.Sessions;
using FencyGrid.Api.Fency.Streams;
using FencyGrid.Api.Fency.Uploads;
using FencyGrid.Api.Fency.Webhooks;
using FencyGrid.Api.Http;
using FencyGrid.Api.Http.Body;
using FencyGrid.Api.Http.Idempotency;
using FencyGrid.Api.OpenApi;
using FencyGrid.Contracts;

namespace FencyGrid.Api.Fency;

/// <summary>Fency's REST API: under <c>/v1</c> for secret keys, under <c>/pub</c> and <c>/sse</c> for browser clients.</summary>
public static class FencyEndpoints
{
    public static void MapFency(this IEndpointRouteBuilder app)
    {
        var api = app.MapGroup("/v1").WithMetadata(EndpointRules.SecretKey, ExactSlash.Instance, FencyErrorShape.Instance);
        api.WithIdempotencyKeys();
        api.MapFencyMemories();
        api.MapFencyUploads();
        api.MapFencyMemoryTypes();
        api.MapFencyAgentTasks();
        api.MapFencySessions();
        api.MapFencyEvents();
        api.MapFencyWebhooks();
        app.MapUploadForm();

        var clients = app.MapGroup("").WithMetadata(EndpointRules.PublishableKey, ExactSlash.Instance, FencyErrorShape.Instance).RequireCors(ClientCors.Policy);
        clients.WithIdempotencyKeys();
        clients.MapFencyStreams();
        clients.MapFencyClientTasks();
        clients.MapFencyTaskFiles();
        app.MapGroup("").WithMetadata(new EndpointRules(), ExactSlash.Instance, FencyErrorShape.Instance).RequireCors(ClientCors.Policy).MapFencyTaskFileDownload();
    }

    /// <summary>The key of the caller's object of that id. An id that was never given out reads as one that does not exist.</summary>
    internal static GrainKey KeyOf(HttpContext context, string id, string prefix, string kind) =>
        Ids.IsWellFormed(id, prefix) ? GrainKey.Of(context.Caller().OrganizationId, id) : throw NotFoundException.Of(kind, GivenValue.Shortened(id));

    internal static FencyPage<TShape> PageOf<T, TShape>(Page<T> page, Func<T, TShape> shape) =>
        new([.. page.Items.Select(shape)], new FencyPagination(page.PreviousPageToken, page.NextPageToken));
}
