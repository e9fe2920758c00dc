using FencyGrid.Api.Auth;
using FencyGrid.Api.Http;
using FencyGrid.Grains.Organizations;

namespace FencyGrid.Api.Health;

/// <summary><c>/healthz</c>: the process answers. <c>/readyz</c>: so does the store, there are keys to call it by, and nothing else stands against it (<see cref="IReadiness"/>).</summary>
public static partial class HealthEndpoints
{
    private static readonly TimeSpan StoreTimeout = TimeSpan.FromSeconds(2);

    public static void MapHealth(this IEndpointRouteBuilder app)
    {
        app.MapGet("/healthz", static (HttpContext context) => WriteAsync(context, StatusCodes.Status200OK, "ok"))
            .WithMetadata(EndpointRules.Open).ExcludeFromDescription();
        app.MapGet("/readyz", ReadyAsync).WithMetadata(EndpointRules.Open).ExcludeFromDescription();
    }

    private static async Task ReadyAsync(HttpContext context, IOrganizationQueries queries, BootstrapState bootstrap, IEnumerable<IReadiness> others, TimeProvider time, ILogger<BootstrapState> logger)
    {
        if (!bootstrap.IsDone)
        {
            await WriteAsync(context, StatusCodes.Status503ServiceUnavailable, "starting");
            return;
        }

        try
        {
            await queries.AnyKeyAsync(context.RequestAborted).WaitAsync(StoreTimeout, time, context.RequestAborted);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            LogNotReady(logger, exception);
            await WriteAsync(context, StatusCodes.Status503ServiceUnavailable, "the store does not answer");
            return;
        }

        if (others.Select(other => other.NotReady).FirstOrDefault(reason => reason is not null) is { } reason)
        {
            await WriteAsync(context, StatusCodes.Status503ServiceUnavailable, reason);
            return;
        }

        await WriteAsync(context, StatusCodes.Status200OK, "ready");
    }

    private static Task WriteAsync(HttpContext context, int status, string text) =>
        JsonAnswer.WriteAsync(context, status, text, static (writer, text) =>
        {
            writer.WriteStartObject();
            writer.WriteString("status"u8, text);
            writer.WriteEndObject();
        });

    [LoggerMessage(Level = LogLevel.Warning, Message = "Not ready: the store does not answer.")]
    private static partial void LogNotReady(ILogger logger, Exception exception);
}
