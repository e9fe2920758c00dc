using System.Globalization;
using FencyGrid.Api.Auth;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;

namespace FencyGrid.Api.Http;

/// <summary>
/// All that happens around an endpoint, in one middleware: HTTPS, the caller's key, and errors in the shape of the API that was called.
/// </summary>
public sealed partial class ApiPipeline(
    RequestDelegate next,
    SecretKeyAuthenticator authenticator,
    IOptions<FencyGridOptions> options,
    IEnumerable<PathErrorShape> pathShapes,
    ILogger<ApiPipeline> logger)
{
    private const string RetryAfterSeconds = "1";

    private readonly FencyGridOptions _options = options.Value;
    private readonly PathErrorShape[] _pathShapes = [.. pathShapes];

    public async Task InvokeAsync(HttpContext context)
    {
        var endpoint = context.GetEndpoint();
        try
        {
            var rules = endpoint?.Metadata.GetMetadata<EndpointRules>();
            if (_options.RequireHttps && rules?.AllowsPlainHttp != true)
            {
                RefusePlainHttp(context.Request);
            }

            if (rules?.RequiresSecretKey == true)
            {
                var given = endpoint?.Metadata.GetMetadata<KeySource>() is { } source ? source.Find(context.Request) : context.Request.Headers.Authorization;
                var lookup = authenticator.AuthenticateAsync(given, context.RequestAborted);
                context.Features.Set(lookup.IsCompletedSuccessfully ? lookup.Result : await lookup);
            }
            else if (rules?.RequiresPublishableKey == true)
            {
                context.Features.Set(await authenticator.AuthenticatePublishableAsync(context.Request.Headers[ClientHeaders.PublishableKey], context.RequestAborted));
            }

            if (endpoint is null)
            {
                throw new RefusedException(
                    StatusCodes.Status404NotFound, ErrorCodes.NotFound, $"There is nothing at {context.Request.Method} {Shown(context.Request.Path)}.");
            }

            await next(context);
            if (context.Response.StatusCode == StatusCodes.Status405MethodNotAllowed && !context.Response.HasStarted)
            {
                throw new RefusedException(
                    StatusCodes.Status405MethodNotAllowed, ErrorCodes.MethodNotAllowed,
                    $"{context.Request.Method} is not allowed on {Shown(context.Request.Path)}. Allowed: {context.Response.Headers.Allow}.");
            }
        }
        catch (Exception exception) when (IsClientGone(context, exception))
        {
            LogClientGone(logger, context.Request.Path);
        }
        catch (Exception exception)
        {
            await AnswerAsync(context, endpoint, exception);
        }
    }

    private async Task AnswerAsync(HttpContext context, Endpoint? endpoint, Exception exception)
    {
        var error = ErrorMapping.Map(exception);
        if (error is null)
        {
            LogFailure(logger, context.Request.Method, context.Request.Path, exception);
            error = new ApiError(StatusCodes.Status500InternalServerError, ErrorCodes.Internal, "The server failed to answer this request. Its log says why.");
        }

        if (context.Response.HasStarted)
        {
            // Half an answer is out: only a broken connection tells the client that it is not whole.
            context.Abort();
            return;
        }

        var shape = endpoint?.Metadata.GetMetadata<IErrorShape>() ?? ShapeOf(context.Request.Path);
        error = shape.Adapt(error);
        var allow = context.Response.Headers.Allow;
        context.Response.Clear();
        context.Response.Headers.Allow = allow;
        switch (error.Status)
        {
            case StatusCodes.Status401Unauthorized:
                context.Response.Headers.WWWAuthenticate = "Bearer";
                break;
            case StatusCodes.Status503ServiceUnavailable:
                context.Response.Headers.RetryAfter = RetryAfterSeconds;
                break;
        }

        await JsonAnswer.WriteAsync(
            context, error.Status, (shape, error, context), static (writer, state) => state.shape.Write(writer, state.error, state.context), shape.ContentType);
    }

    private IErrorShape ShapeOf(PathString path)
    {
        foreach (var candidate in _pathShapes)
        {
            if (path.StartsWithSegments(candidate.Prefix))
            {
                return candidate.Shape;
            }
        }

        return FencyErrorShape.Instance;
    }

    private void RefusePlainHttp(HttpRequest request)
    {
        var isHttps = request.IsHttps
            || (_options.TrustForwardedProto && string.Equals(request.Headers["X-Forwarded-Proto"], "https", StringComparison.OrdinalIgnoreCase));
        if (!isHttps)
        {
            throw new RefusedException(
                StatusCodes.Status403Forbidden, ErrorCodes.HttpsRequired,
                "This server answers over HTTPS only (setting FencyGrid:RequireHttps). A key that was sent over plain HTTP should be replaced.");
        }
    }

    private static bool IsClientGone(HttpContext context, Exception exception) =>
        exception is ConnectionResetException || (context.RequestAborted.IsCancellationRequested && exception is OperationCanceledException or IOException);

    private static string Shown(PathString path)
    {
        const int MaxLength = 200;
        var text = path.Value ?? "/";
        return text.Length <= MaxLength ? text : string.Create(CultureInfo.InvariantCulture, $"{text.AsSpan(0, MaxLength)}…");
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "The client of {Path} went away before its answer.")]
    private static partial void LogClientGone(ILogger logger, PathString path);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Method} {Path} failed.")]
    private static partial void LogFailure(ILogger logger, string method, PathString path, Exception exception);
}
