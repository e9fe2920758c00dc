namespace FencyGrid.Api.Http;

/// <summary>What a request is refused with. An API whose errors say more derives its own.</summary>
/// <param name="Code">Stable, for programs.</param>
/// <param name="Message">For people: what was given, what is allowed, which setting changes it.</param>
/// <param name="Field">The field of the body that it is about, such as <c>guardRails.memoryTypes[0].match</c>; null for none.</param>
public record ApiError(int Status, string Code, string Message, string? Field = null);

/// <summary>Refuses the request; the pipeline writes the error in the shape of the API that was called.</summary>
public sealed class RefusedException(ApiError error) : Exception(error.Message)
{
    public RefusedException(int status, string code, string message)
        : this(new ApiError(status, code, message))
    {
    }

    public ApiError Error { get; } = error;
}
