using FencyGrid.Contracts;
using FencyGrid.Contracts.AgentTasks;
using FencyGrid.Contracts.Memories;
using FencyGrid.Grains.Engine;
using FencyGrid.Grains.Engine.Events;
using FencyGrid.Grains.Memories;

namespace FencyGrid.Grains.Events;

/// <summary>
/// Completes what an event says of its subject: the log holds no content, which is joined here as long as it exists.
/// After a delete there is none to join, so no older event tells of it.
/// </summary>
public sealed class EventEntities(IGrid grid, IMemoryQueries memories)
{
    public static bool IsAgentTask(GridEvent gridEvent) => gridEvent.Subject.StartsWith(Ids.AgentTask, StringComparison.Ordinal);

    /// <summary>The memory as it was at the event, with the text it has now if it was synchronized then and is now.</summary>
    public async Task<Memory> MemoryAsync(GridEvent gridEvent, CancellationToken cancellationToken)
    {
        var memory = GridJson.Read<Memory>(gridEvent.Entity);
        if (memory.ContentStatus != ContentStatus.Synchronized
            || await memories.FindAsync(gridEvent.OrganizationId, gridEvent.Subject, cancellationToken) is not { ContentStatus: ContentStatus.Synchronized } row)
        {
            return memory;
        }

        var content = await memories.FindContentAsync(gridEvent.OrganizationId, gridEvent.Subject, cancellationToken);
        return content?.ContentVersion == row.SynchronizedVersion ? memory with { Content = content.Text } : memory;
    }

    /// <summary>The task as it was at the event, with what is left of its result.</summary>
    public async Task<AgentTask> AgentTaskAsync(GridEvent gridEvent, CancellationToken cancellationToken)
    {
        var task = GridJson.Read<AgentTask>(gridEvent.Entity);
        if (task.Status != AgentTaskStatus.Succeeded)
        {
            return task;
        }

        try
        {
            var now = await grid.Get<IAgentTaskGrain>(GrainKey.Of(gridEvent.OrganizationId, gridEvent.Subject)).GetAsync(cancellationToken);
            return task with { Result = now.Result };
        }
        catch (NotFoundException)
        {
            return task;
        }
    }
}
