namespace FencyGrid.Contracts.Organizations;

public enum ApiKeyKind
{
    /// <summary><c>sk_…</c>: everything of its organization.</summary>
    Secret,

    /// <summary><c>pk_…</c>: names the organization to browser clients; opens nothing by itself.</summary>
    Publishable,
}

/// <summary>A key as it can be shown again: never its secret.</summary>
/// <param name="Hint">The first characters, enough to tell keys apart.</param>
/// <param name="IsOperator">Whether it may create organizations.</param>
/// <param name="UserId">The user whose memories it means where an API names no user; null for <c>default</c>. It opens no less than any other key.</param>
public sealed record ApiKey(
    string Id,
    string OrganizationId,
    ApiKeyKind Kind,
    string Name,
    string Hint,
    bool IsOperator,
    DateTimeOffset CreatedAt,
    DateTimeOffset? RevokedAt,
    string? UserId);
