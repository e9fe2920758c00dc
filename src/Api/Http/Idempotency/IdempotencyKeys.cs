using System.Text.RegularExpressions;
using FencyGrid.Contracts;
using FencyGrid.Contracts.Idempotency;

namespace FencyGrid.Api.Http.Idempotency;

/// <summary>
/// The header <c>Idempotency-Key</c> on POST: a request that was carried out is answered again for a day instead of being carried out again.
/// Only success is remembered: what was refused or failed did nothing, and may be tried again, also with another body.
/// </summary>
public static partial class IdempotencyKeys
{
    public const string Header = "Idempotency-Key";

    /// <summary>On an answer that is repeated.</summary>
    public const string ReplayedHeader = "Idempotent-Replayed";

    private const int MaxLength = 255;

    /// <summary>Has the POST endpoints of the group heed the header.</summary>
    public static TBuilder WithIdempotencyKeys<TBuilder>(this TBuilder endpoints)
        where TBuilder : IEndpointConventionBuilder
    {
        endpoints.Finally(static builder =>
        {
            var isPost = builder.Metadata.OfType<IHttpMethodMetadata>().LastOrDefault()?.HttpMethods.Contains(HttpMethods.Post) == true;
            if (isPost && builder.RequestDelegate is { } inner)
            {
                builder.RequestDelegate = context =>
                    context.Request.Headers.ContainsKey(Header) ? RunAsync(context, inner) : inner(context);
            }
        });
        return endpoints;
    }

    private static async Task RunAsync(HttpContext context, RequestDelegate inner)
    {
        var route = $"POST {context.Request.Path.Value}";
        var grain = context.RequestServices.GetRequiredService<IGrid>()
            .Get<IIdempotencyGrain>(GrainKey.Of(context.Caller().OrganizationId, route, KeyOf(context.Request)));
        var answer = await grain.ClaimAsync(await BufferedBody.FingerprintAsync(context), context.RequestAborted);
        switch (answer.Verdict)
        {
            case IdempotencyVerdict.Execute:
                await ExecuteAsync(context, inner, grain, answer.ClaimId!);
                break;
            case IdempotencyVerdict.Repeat:
                context.Response.Headers[ReplayedHeader] = "true";
                await WriteAsync(context, answer.Response!);
                break;
            case IdempotencyVerdict.AnswerGone:
                throw Refused("The request with this Idempotency-Key was carried out, but its answer is no longer kept: what it told of was deleted, or it was too large. Use a new key for a new request.");
            case IdempotencyVerdict.OtherBody:
                throw Refused("This Idempotency-Key was used with another body. Use a new key for a new request.");
            case IdempotencyVerdict.UnderWay:
                throw Refused("A request with this Idempotency-Key is being carried out. Repeat it once that has ended.");
        }
    }

    private static async Task ExecuteAsync(HttpContext context, RequestDelegate inner, IIdempotencyGrain grain, string claimId)
    {
        string text;
        try
        {
            text = await BufferedAnswer.RunAsync(context, inner);
            if (context.Response.StatusCode is >= 200 and <= 299)
            {
                // Past the client's leaving: what was carried out is remembered.
                await grain.CompleteAsync(claimId, new StoredResponse(context.Response.StatusCode, text, MemoriesIn(text)), CancellationToken.None);
            }
        }
        finally
        {
            // Lets go of a claim that was not completed; a completed one is not there any more.
            await grain.ReleaseAsync(claimId, CancellationToken.None);
        }

        await WriteAsync(context, new StoredResponse(context.Response.StatusCode, text, []));
    }

    private static async Task WriteAsync(HttpContext context, StoredResponse response)
    {
        context.Response.StatusCode = response.Status;
        if (response.Body.Length > 0)
        {
            var bytes = System.Text.Encoding.UTF8.GetBytes(response.Body);
            context.Response.ContentType = "application/json";
            context.Response.ContentLength = bytes.Length;
            await context.Response.Body.WriteAsync(bytes, context.RequestAborted);
        }
    }

    /// <summary>Every memory that the answer names: its words may be there.</summary>
    private static string[] MemoriesIn(string text) => [.. MemoryIds().Matches(text).Select(match => match.Value).Distinct()];

    private static string KeyOf(HttpRequest request)
    {
        var values = request.Headers[Header];
        return values is [{ Length: > 0 and <= MaxLength } key] && key.All(c => c is >= ' ' and <= '~')
            ? key
            : throw new RefusedException(
                StatusCodes.Status400BadRequest, ErrorCodes.InvalidRequest, $"The header {Header} must be given once, with 1 to {MaxLength} printable ASCII characters.");
    }

    private static RefusedException Refused(string message) => new(StatusCodes.Status409Conflict, ErrorCodes.Conflict, message);

    [GeneratedRegex("mem_[0-9a-f]{32}")]
    private static partial Regex MemoryIds();
}
