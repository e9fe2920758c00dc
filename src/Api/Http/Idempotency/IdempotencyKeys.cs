using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using FencyGrid.Contracts;
using FencyGrid.Contracts.Idempotency;

namespace FencyGrid.Api.Http.Idempotency;

/// <summary>
/// The header <c>Idempotency-Key</c> on POST: a request that was carried out is answered again for a day instead of being carried out again.
/// Only success is remembered: what was refused or failed did nothing, and may be tried again, also with another body.
/// A key belongs to the organization and the path; where a browser client calls, whose publishable key anybody may have, also to the tokens
/// it sends. Answers are kept encrypted.
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
        var key = GrainKey.Of(context.Caller().OrganizationId, RouteOf(context), KeyOf(context.Request));
        var grain = context.RequestServices.GetRequiredService<IGrid>().Get<IIdempotencyGrain>(key);
        var fingerprint = await BufferedBody.FingerprintAsync(context);
        var seal = new RequestSeal(context.RequestServices.GetRequiredService<AnswerSeal>(), $"{key.Value}\n{fingerprint}");
        var answer = await grain.ClaimAsync(fingerprint, context.RequestAborted);
        switch (answer.Verdict)
        {
            case IdempotencyVerdict.Execute:
                await ExecuteAsync(context, inner, grain, answer.ClaimId!, seal);
                break;
            case IdempotencyVerdict.Repeat when seal.Open(answer.Response!.Body) is { } text:
                context.Response.Headers[ReplayedHeader] = "true";
                await WriteAsync(context, answer.Response.Status, text);
                break;
            case IdempotencyVerdict.Repeat or IdempotencyVerdict.AnswerGone:
                throw Refused("The request with this Idempotency-Key was carried out, but its answer is no longer kept: what it told of was deleted, or it was too large. Use a new key for a new request.");
            case IdempotencyVerdict.OtherBody:
                throw Refused("This Idempotency-Key was used with another body. Use a new key for a new request.");
            case IdempotencyVerdict.UnderWay:
                throw Refused("A request with this Idempotency-Key is being carried out. Repeat it once that has ended.");
        }
    }

    private static async Task ExecuteAsync(HttpContext context, RequestDelegate inner, IIdempotencyGrain grain, string claimId, RequestSeal seal)
    {
        string text;
        try
        {
            text = await BufferedAnswer.RunAsync(context, inner);
            if (context.Response.StatusCode is >= 200 and <= 299)
            {
                // Past the client's leaving: what was carried out is remembered.
                await grain.CompleteAsync(claimId, new StoredResponse(context.Response.StatusCode, seal.Close(text), MemoriesIn(text)), CancellationToken.None);
            }
        }
        finally
        {
            // Lets go of a claim that was not completed; a completed one is not there any more.
            await grain.ReleaseAsync(claimId, CancellationToken.None);
        }

        await WriteAsync(context, context.Response.StatusCode, text);
    }

    private static async Task WriteAsync(HttpContext context, int status, string text)
    {
        context.Response.StatusCode = status;
        if (text.Length > 0)
        {
            var bytes = Encoding.UTF8.GetBytes(text);
            context.Response.ContentType = "application/json";
            context.Response.ContentLength = bytes.Length;
            await context.Response.Body.WriteAsync(bytes, context.RequestAborted);
        }
    }

    /// <summary>Every memory that the answer names: its words may be there.</summary>
    private static string[] MemoriesIn(string text) => [.. MemoryIds().Matches(text).Select(match => match.Value).Distinct()];

    /// <summary>The path, and of a browser client's call the tokens it needs, by their hash.</summary>
    private static string RouteOf(HttpContext context)
    {
        var route = $"POST {context.Request.Path.Value}";
        if (context.GetEndpoint()?.Metadata.GetMetadata<EndpointRules>() is not { RequiresPublishableKey: true })
        {
            return route;
        }

        var headers = context.Request.Headers;
        var tokens = Encoding.UTF8.GetBytes($"{headers[ClientHeaders.ClientToken]}\n{headers[ClientHeaders.StreamToken]}");
        return $"{route} {Convert.ToHexStringLower(SHA256.HashData(tokens))}";
    }

    private static string KeyOf(HttpRequest request)
    {
        var values = request.Headers[Header];
        return values is [{ Length: > 0 and <= MaxLength } key] && key.All(c => c is >= ' ' and <= '~')
            ? key
            : throw new RefusedException(
                StatusCodes.Status400BadRequest, ErrorCodes.InvalidRequest, $"The header {Header} must be given once, with 1 to {MaxLength} printable ASCII characters.");
    }

    private static RefusedException Refused(string message) => new(StatusCodes.Status409Conflict, ErrorCodes.Conflict, message);

    /// <summary>The seal as it fits one request.</summary>
    private sealed record RequestSeal(AnswerSeal Seal, string Request)
    {
        public string Close(string text) => Seal.Close(Request, text);

        public string? Open(string text) => Seal.Open(Request, text);
    }

    [GeneratedRegex("mem_[0-9a-f]{32}")]
    private static partial Regex MemoryIds();
}
