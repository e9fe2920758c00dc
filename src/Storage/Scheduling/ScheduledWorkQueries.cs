using FencyGrid.Grains.Engine.Scheduling;
using FencyGrid.Storage.Mapping;
using FencyGrid.Storage.Reads;

namespace FencyGrid.Storage.Scheduling;

internal sealed class ScheduledWorkQueries(StoreReader reader) : IScheduledWorkQueries
{
    private static readonly string DueSql =
        $"""
        SELECT {Tables.ScheduledWork.Select} FROM scheduled_work
        WHERE due_at <= @now AND (leased_until IS NULL OR leased_until <= @now) AND kind IN @kinds
        ORDER BY due_at, organization_id, kind, subject LIMIT @limit
        """;

    private static readonly string FindSql =
        $"SELECT {Tables.ScheduledWork.Select} FROM scheduled_work WHERE organization_id = @organizationId AND kind = @kind AND subject = @subject";

    private readonly StoreReader _due = reader.Across("scheduled_work");

    public Task<IReadOnlyList<ScheduledWorkRow>> ListDueAsync(DateTimeOffset now, IReadOnlyCollection<string> kinds, int limit, CancellationToken cancellationToken) =>
        _due.ListAsync(DueSql, new { now = Timestamp.Write(now), kinds, limit }, Tables.ScheduledWork.Read, cancellationToken);

    public Task<ScheduledWorkRow?> FindAsync(string organizationId, string kind, string subject, CancellationToken cancellationToken) =>
        reader.FindAsync(FindSql, new { organizationId, kind, subject }, Tables.ScheduledWork.Read, cancellationToken);
}
