using FencyGrid.Grains.Idempotency;
using FencyGrid.Storage.Commits;
using FencyGrid.Storage.Mapping;

namespace FencyGrid.Storage.Idempotency;

internal sealed class PruneResponsesHandler : ChangeHandler<PruneResponses>
{
    private const string Expired =
        "SELECT id FROM idempotency_keys WHERE organization_id = @organization_id AND expires_at <= @now ORDER BY expires_at, id LIMIT @limit";

    private static readonly WriteStatement DeleteLinks = new(
        $"DELETE FROM idempotency_key_memories WHERE organization_id = @organization_id AND key_id IN ({Expired})",
        "organization_id", "now", "limit");

    private static readonly WriteStatement DeleteKeys = new(
        $"DELETE FROM idempotency_keys WHERE organization_id = @organization_id AND id IN ({Expired})",
        "organization_id", "now", "limit");

    protected override async ValueTask WriteAsync(PruneResponses change, WriteSession session)
    {
        await session.EraseAsync(DeleteLinks, change.OrganizationId, Timestamp.Write(change.Now), change.Limit);
        await session.EraseAsync(DeleteKeys, change.OrganizationId, Timestamp.Write(change.Now), change.Limit);
    }
}
