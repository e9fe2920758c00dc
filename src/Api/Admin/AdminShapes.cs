using FencyGrid.Contracts.Organizations;

namespace FencyGrid.Api.Admin;

public sealed record AdminKey(
    string Id, DateTimeOffset CreatedAt, ApiKeyKind Kind, string Name, string Hint, bool IsOperator, string? UserId, DateTimeOffset? RevokedAt)
{
    public static AdminKey Of(ApiKey key) => new(key.Id, key.CreatedAt, key.Kind, key.Name, key.Hint, key.IsOperator, key.UserId, key.RevokedAt);
}

/// <param name="Value">The key itself: answered this once.</param>
public sealed record AdminIssuedKey(
    string Id, DateTimeOffset CreatedAt, ApiKeyKind Kind, string Name, string Hint, bool IsOperator, string? UserId, DateTimeOffset? RevokedAt, string Value)
{
    public static AdminIssuedKey Of(IssuedApiKey issued)
    {
        var key = issued.Key;
        return new(key.Id, key.CreatedAt, key.Kind, key.Name, key.Hint, key.IsOperator, key.UserId, key.RevokedAt, issued.Value);
    }
}

public sealed record AdminKeys(IReadOnlyList<AdminKey> Items);

/// <param name="SecretKey">The organization's first secret key: answered this once.</param>
public sealed record AdminOrganization(string Id, DateTimeOffset CreatedAt, string Name, string SecretKey, string PublishableKey);

/// <param name="UserId">The user whose memories the key means where an API names no user.</param>
public sealed record CreateKeyRequest(string Name, ApiKeyKind? Kind, bool? IsOperator, string? UserId);

public sealed record CreateOrganizationRequest(string Name);
