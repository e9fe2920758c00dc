using FencyGrid.Contracts.AgentTasks;
using FencyGrid.Contracts.Search;
using FencyGrid.Contracts.Sessions;
using FencyGrid.Grains.Engine.Store;

namespace FencyGrid.Grains.Sessions;

/// <summary>Table <c>sessions</c>, key (organization_id, id). Rows go some time after they expired.</summary>
/// <param name="TokenHash">SHA-256 of the client token, lower-case hex.</param>
/// <param name="Allows">What the token allows beyond its type, as JSON of <see cref="SessionAllowance"/>.</param>
/// <param name="UsedAt">When the token was used up; null while it is good.</param>
public sealed record SessionRow(
    string OrganizationId,
    string Id,
    SessionType Type,
    string TokenHash,
    string Allows,
    DateTimeOffset CreatedAt,
    DateTimeOffset ExpiresAt,
    DateTimeOffset? UsedAt,
    long Version) : IVersionedRow;

/// <param name="FileId">The file that a link opens; null for the other types.</param>
public sealed record SessionAllowance(AgentTaskType? TaskType, GuardRails? GuardRails, string? FileId = null);

public interface ISessionQueries
{
    Task<SessionRow?> FindAsync(string organizationId, string sessionId, CancellationToken cancellationToken);

    /// <summary>The one query without an organization: some of those that have sessions or streams that expired before then.</summary>
    Task<IReadOnlyList<string>> ListOrganizationsToPruneAsync(DateTimeOffset expiredBefore, int limit, CancellationToken cancellationToken);
}

/// <summary>Deletes sessions and streams that expired before <paramref name="ExpiredBefore"/>, at most <paramref name="Limit"/> of each.</summary>
public sealed record PruneSessions(string OrganizationId, DateTimeOffset ExpiredBefore, int Limit) : StoreChange;
