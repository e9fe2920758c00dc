using FencyGrid.Grains.Engine.Store;

namespace FencyGrid.Grains.Engine.Scheduling;

/// <summary>
/// Table <c>scheduled_work</c>, key (organization_id, kind, subject): work that is due later. A row and no timer, so that it outlives its process.
/// One subject has at most one piece of work of a kind waiting; scheduling it again moves it.
/// </summary>
/// <param name="Kind">Which <see cref="IScheduledWorker"/> does it.</param>
/// <param name="Subject">What it is about, for example a grain key.</param>
/// <param name="Payload">What the worker needs beside the subject; JSON or empty. Never text of a memory.</param>
/// <param name="DueAt">Not before this time.</param>
/// <param name="LeasedUntil">A process is at it until then; when it dies, another takes over afterwards.</param>
/// <param name="Attempts">How often it has failed.</param>
public sealed record ScheduledWorkRow(
    string OrganizationId,
    string Kind,
    string Subject,
    string Payload,
    DateTimeOffset DueAt,
    DateTimeOffset? LeasedUntil,
    int Attempts,
    long Version) : IVersionedRow
{
    /// <summary>Work to pass to <see cref="StoreTransaction.Upsert"/>: new, or moved to another time.</summary>
    public static ScheduledWorkRow At(string organizationId, string kind, string subject, DateTimeOffset dueAt, string payload = "") =>
        new(organizationId, kind, subject, payload, dueAt, null, 0, 1);
}
