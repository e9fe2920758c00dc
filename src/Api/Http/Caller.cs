namespace FencyGrid.Api.Http;

/// <summary>Who calls, as the key says: the only source of the organization.</summary>
/// <param name="UserId">The user that the key was made for; null for a key of the organization as a whole.</param>
public sealed record Caller(string OrganizationId, string KeyId, bool IsOperator, string? UserId = null);

public static class CallerExtensions
{
    /// <summary>The caller on an endpoint whose rules require a secret key.</summary>
    public static Caller Caller(this HttpContext context) => context.Features.Get<Caller>() ?? throw new InvalidOperationException("The endpoint reads the caller but does not require a key.");
}
