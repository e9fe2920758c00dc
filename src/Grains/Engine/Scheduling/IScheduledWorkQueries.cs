namespace FencyGrid.Grains.Engine.Scheduling;

/// <summary>Reads of the work that waits. Only the loop that runs it reads across organizations.</summary>
public interface IScheduledWorkQueries
{
    /// <summary>Work of the kinds whose time has come and that nobody is at, the longest due first.</summary>
    Task<IReadOnlyList<ScheduledWorkRow>> ListDueAsync(DateTimeOffset now, IReadOnlyCollection<string> kinds, int limit, CancellationToken cancellationToken);

    Task<ScheduledWorkRow?> FindAsync(string organizationId, string kind, string subject, CancellationToken cancellationToken);
}
