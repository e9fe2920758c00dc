using FencyGrid.Api.Http;
using FencyGrid.Api.Http.Body;
using FencyGrid.Api.OpenApi;
using FencyGrid.Contracts;
using FencyGrid.Contracts.Streams;
using FencyGrid.Grains.Streams;

namespace FencyGrid.Api.Fency.Streams;

/// <param name="Token">Opens the stream until it ends. It is shown this once.</param>
public sealed record FencyStream(string Id, DateTimeOffset CreatedAt, string Token);

/// <summary>Streams of browser clients: created with a client token, read as server-sent events with the stream's own.</summary>
internal static class FencyStreamEndpoints
{
    public static void MapFencyStreams(this IEndpointRouteBuilder app)
    {
        app.MapPost("/pub/ct/streams", CreateAsync).WithTags("Streams")
            .Describe("createStream", "Opens a stream with the token of a createStream session, sent in X-Fency-Client-Token.")
            .DescribeAnswer<FencyStream>(StatusCodes.Status201Created);
        app.MapGet("/sse/streams/{id}", ReadAsync).WithTags("Streams")
            .Describe("readStream", "The stream's events, each as base64 of its JSON, with the stream's token in X-Fency-Stream-Token. Last-Event-ID goes on after that event.");
    }

    private static async Task CreateAsync(HttpContext context, IGrid grid)
    {
        var token = ClientHeaders.Required(context, ClientHeaders.ClientToken);
        var key = GrainKey.Of(context.Caller().OrganizationId, Ids.New(Ids.Stream));
        var opened = await grid.Get<IStreamGrain>(key).CreateAsync(token, context.RequestAborted);
        await JsonAnswer.WriteAsync(context, StatusCodes.Status201Created, new FencyStream(opened.Id, opened.CreatedAt, opened.Token), FencyJson.OneStream);
    }

    private static async Task ReadAsync(HttpContext context, string id, IGrid grid, StreamOptions options, TimeProvider time, IHostApplicationLifetime lifetime)
    {
        var token = ClientHeaders.Required(context, ClientHeaders.StreamToken);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping);
        var connection = new SseConnection(context.Response, id, time);
        if (!Ids.IsWellFormed(id, Ids.Stream))
        {
            await connection.RefuseAsync(StatusCodes.Status200OK, SseConnection.NotFound, context.RequestAborted);
            return;
        }

        var stream = grid.Get<IStreamGrain>(GrainKey.Of(context.Caller().OrganizationId, id));
        try
        {
            await stream.AuthorizeAsync(token, context.RequestAborted);
        }
        catch (NotFoundException)
        {
            // The client knows this event and gives the stream up; with another status it would not look at the body.
            await connection.RefuseAsync(StatusCodes.Status200OK, SseConnection.NotFound, context.RequestAborted);
            return;
        }
        catch (UnauthorizedException)
        {
            // The client does not know this event; the status is what ends its attempts.
            await connection.RefuseAsync(StatusCodes.Status401Unauthorized, SseConnection.Unauthorized, context.RequestAborted);
            return;
        }

        try
        {
            var after = context.Request.Headers["Last-Event-ID"] is [{ Length: > 0 } last] ? last : null;
            await connection.OpenAsync(ending.Token);
            await connection.CopyAsync(stream.ReadAsync(token, after, ending.Token), options.Heartbeat, ending.Token);
            await connection.EndAsync(SseConnection.TimedOut, ending.Token);
        }
        catch (Exception exception) when (exception is RetryableException || (exception is OperationCanceledException && lifetime.ApplicationStopping.IsCancellationRequested))
        {
            // The server stops, or the grain moves: the client connects again and goes on where it was.
        }
    }
}
