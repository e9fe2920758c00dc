using FencyGrid.Contracts;
using FencyGrid.Contracts.AgentTasks;
using FencyGrid.Contracts.Streams;
using FencyGrid.Grains.Engine;

namespace FencyGrid.Grains.AgentTasks.Runs;

/// <summary>Tells the task's stream how far it is. A stream that is gone, or cannot keep up, takes nothing from the task.</summary>
public class TaskProgress
{
    /// <summary>The item that ends a task.</summary>
    public const string End = "end";

    public static readonly TaskProgress None = new();

    /// <param name="id">Tells the item from the run's others. A run that is repeated replaces what the first one published.</param>
    public virtual Task PublishAsync(string id, AgentTaskProgress progress, CancellationToken cancellationToken) => Task.CompletedTask;

    public static ProgressItem ItemOf(AgentTaskRow row, string id, DateTimeOffset at, AgentTaskProgress progress) =>
        new(row.Id, row.TaskType, $"{row.Id}-{id}", at, progress);

    public static TaskProgress Of(IGrid grid, AgentTaskRow row, TimeProvider time) =>
        row.StreamId is { } streamId
            ? new OfStream(grid.Get<IStreamGrain>(GrainKey.Of(row.OrganizationId, streamId)), row, time)
            : None;

    private sealed class OfStream(IStreamGrain stream, AgentTaskRow row, TimeProvider time) : TaskProgress
    {
        public override async Task PublishAsync(string id, AgentTaskProgress progress, CancellationToken cancellationToken)
        {
            try
            {
                await stream.PublishAsync(ItemOf(row, id, time.Now(), progress), cancellationToken);
            }
            catch (Exception exception) when (exception is NotFoundException or RetryableException)
            {
                // The outcome is stored either way; a client without its stream asks for the task.
            }
        }
    }
}
