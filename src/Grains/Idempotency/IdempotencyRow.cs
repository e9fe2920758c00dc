using FencyGrid.Grains.Engine.Store;

namespace FencyGrid.Grains.Idempotency;

/// <summary>Table <c>idempotency_keys</c>, key (organization_id, id): the answers of POST requests that carried an idempotency key.</summary>
/// <param name="Id">SHA-256 of the route and the key, lower-case hex.</param>
/// <param name="Fingerprint">Of the request's body; empty once the body of the answer was erased.</param>
/// <param name="Body">The answer, encrypted; null where it is not kept.</param>
public sealed record IdempotencyRow(
    string OrganizationId, string Id, string Fingerprint, int Status, string? Body, DateTimeOffset ExpiresAt) : IRow;

/// <summary>
/// Keeps an answer, in place of one that has expired. It goes when one of <paramref name="MemoryIds"/> is deleted; if one of them is gone already
/// this is a <see cref="MissingReferenceException"/>.
/// </summary>
public sealed record SaveResponse(IdempotencyRow Row, IReadOnlyList<string> MemoryIds) : StoreChange;

/// <summary>Removes answers that expired before <paramref name="Now"/>, at most <paramref name="Limit"/>.</summary>
public sealed record PruneResponses(string OrganizationId, DateTimeOffset Now, int Limit) : StoreChange;

public interface IIdempotencyQueries
{
    Task<IdempotencyRow?> FindAsync(string organizationId, string id, CancellationToken cancellationToken);
}
