using System.Text;
using FencyGrid.Api.Http;
using FencyGrid.Api.Http.Body;
using FencyGrid.Api.OpenApi;
using FencyGrid.Contracts;
using FencyGrid.Contracts.AgentTasks;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace FencyGrid.Api.Fency.AgentTasks;

public sealed record CreateDownloadLinkRequest(string AgentTaskFileId);

public sealed record FencyDownloadLink(string DownloadLink);

/// <summary>Files that tasks have written: a client token buys a link, and the link opens the file for a while.</summary>
internal static class FencyTaskFileEndpoints
{
    private const string Kind = "agent task file";

    public static void MapFencyTaskFiles(this IEndpointRouteBuilder app) =>
        app.MapPost("/pub/ct/agent-task-files/download-link", CreateLinkAsync).WithTags("Agent tasks")
            .Describe("createAgentTaskFileDownloadLink", "A link to a task's file, with the token of a createAgentTaskFileDownload session (X-Fency-Client-Token).")
            .DescribeBody<CreateDownloadLinkRequest>().DescribeAnswer<FencyDownloadLink>(StatusCodes.Status200OK);

    /// <summary>The link's target asks for no key: who has the link may read the file while it is good.</summary>
    public static void MapFencyTaskFileDownload(this IEndpointRouteBuilder app) =>
        app.MapGet("/pub/files/{organizationId}/{fileId}", DownloadAsync).ExcludeFromDescription();

    private static async Task CreateLinkAsync(HttpContext context, IGrid grid, IOptions<FencyGridOptions> options)
    {
        string fileId;
        using (var body = await RequestBody.ReadAsync(context))
        {
            fileId = body.Fields.RequiredText("agentTaskFileId", maxLength: 200);
        }

        var token = ClientHeaders.Required(context, ClientHeaders.ClientToken);
        var organizationId = context.Caller().OrganizationId;
        var link = await TaskOf(grid, organizationId, fileId).CreateFileLinkAsync(fileId, token, context.RequestAborted);
        var request = context.Request;
        var address = options.Value.PublicUrl?.TrimEnd('/') ?? $"{request.Scheme}://{request.Host}{request.PathBase}";
        await JsonAnswer.WriteAsync(
            context,
            StatusCodes.Status200OK,
            new FencyDownloadLink($"{address}/pub/files/{Uri.EscapeDataString(organizationId)}/{fileId}.{link.Extension}?token={link.Token}"),
            FencyJson.OneDownloadLink);
    }

    private static async Task DownloadAsync(HttpContext context, string organizationId, string fileId, IGrid grid)
    {
        var id = fileId.Split('.')[0];
        var token = context.Request.Query["token"].ToString();
        var file = await TaskOf(grid, organizationId, id).GetFileAsync(id, token, context.RequestAborted);
        var response = context.Response;
        response.ContentType = ContentType(file.Extension);

        // Written by a model: saved, never shown as a page of this server.
        response.Headers.ContentDisposition = new ContentDispositionHeaderValue("attachment") { FileNameStar = $"{file.Name}.{file.Extension}" }.ToString();
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.CacheControl = "private, no-store";
        await response.WriteAsync(file.Content, Encoding.UTF8, context.RequestAborted);
    }

    private static IAgentTaskGrain TaskOf(IGrid grid, string organizationId, string fileId) =>
        AgentTaskFileId.TryReadTaskId(fileId, out var taskId)
            ? grid.Get<IAgentTaskGrain>(GrainKey.Of(organizationId, taskId))
            : throw NotFoundException.Of(Kind, GivenValue.Shortened(fileId));

    private static string ContentType(string extension) => extension switch
    {
        "csv" => "text/csv; charset=utf-8",
        "json" => "application/json",
        "md" => "text/markdown; charset=utf-8",
        "html" => "text/html; charset=utf-8",
        _ => "text/plain; charset=utf-8",
    };
}
