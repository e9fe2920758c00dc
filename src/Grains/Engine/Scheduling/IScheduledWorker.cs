namespace FencyGrid.Grains.Engine.Scheduling;

/// <summary>
/// Does the scheduled work of one kind. It may be handed the same work again, after a crash or when it took longer than
/// its lease: doing it twice changes nothing.
/// </summary>
public interface IScheduledWorker
{
    /// <summary>The <see cref="ScheduledWorkRow.Kind"/> that it does.</summary>
    string Kind { get; }

    /// <summary>
    /// The setting that names what it waits for beside the store, such as a model's endpoint; null for nothing. What waits for the same has a lane of
    /// its own, so that a slow endpoint holds up no other work.
    /// </summary>
    string? WaitsFor => null;

    /// <summary>
    /// Answers when the work is due again, or null when it is done. If it throws, the work is tried again after a pause that
    /// grows with the attempts.
    /// </summary>
    Task<DateTimeOffset?> RunAsync(ScheduledWorkRow work, CancellationToken cancellationToken);
}
