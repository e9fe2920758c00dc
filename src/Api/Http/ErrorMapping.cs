using FencyGrid.Contracts;
using FencyGrid.Grains.Engine.Store;

namespace FencyGrid.Api.Http;

/// <summary>The one place where an exception becomes a status, a code and a message.</summary>
public static class ErrorMapping
{
    /// <summary>Null for what a caller may not learn more of than that it happened.</summary>
    public static ApiError? Map(Exception exception) => exception switch
    {
        RefusedException refused => refused.Error,
        InvalidRequestException => new ApiError(StatusCodes.Status400BadRequest, ErrorCodes.InvalidRequest, exception.Message),
        UnauthorizedException => new ApiError(StatusCodes.Status401Unauthorized, ErrorCodes.Unauthorized, exception.Message),
        ForbiddenException => new ApiError(StatusCodes.Status403Forbidden, ErrorCodes.Forbidden, exception.Message),
        NotFoundException => new ApiError(StatusCodes.Status404NotFound, ErrorCodes.NotFound, exception.Message),
        StateConflictException => new ApiError(StatusCodes.Status409Conflict, ErrorCodes.Conflict, exception.Message),
        RetryableException => new ApiError(StatusCodes.Status503ServiceUnavailable, ErrorCodes.Unavailable, exception.Message),
        UncertainOutcomeException => new ApiError(StatusCodes.Status500InternalServerError, ErrorCodes.Internal, exception.Message),
        VersionConflictException => new ApiError(
            StatusCodes.Status503ServiceUnavailable, ErrorCodes.Unavailable, "The object was changed by others at the same time. Try again."),
        BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } => new ApiError(
            StatusCodes.Status413PayloadTooLarge, ErrorCodes.BodyTooLarge,
            "The body is larger than this server accepts. The setting FencyGrid:MaxBodyBytes holds the limit."),
        BadHttpRequestException bad => new ApiError(bad.StatusCode, ErrorCodes.InvalidRequest, "The request is not well-formed HTTP."),
        _ => null,
    };
}
