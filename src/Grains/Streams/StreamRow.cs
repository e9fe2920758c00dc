using FencyGrid.Grains.Engine.Store;

namespace FencyGrid.Grains.Streams;

/// <summary>Table <c>streams</c>, key (organization_id, id): that a stream exists and who may read it. What it carries is in memory only.</summary>
/// <param name="TokenHash">SHA-256 of the stream token, lower-case hex.</param>
public sealed record StreamRow(string OrganizationId, string Id, string TokenHash, DateTimeOffset CreatedAt, DateTimeOffset ExpiresAt) : IRow;

public interface IStreamQueries
{
    Task<StreamRow?> FindAsync(string organizationId, string streamId, CancellationToken cancellationToken);
}
