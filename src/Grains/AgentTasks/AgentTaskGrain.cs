using FencyGrid.Contracts;
using FencyGrid.Contracts.AgentTasks;
using FencyGrid.Grains.Engine;
using FencyGrid.Grains.Engine.Events;
using FencyGrid.Grains.Engine.Store;

namespace FencyGrid.Grains.AgentTasks;

/// <inheritdoc cref="IAgentTaskGrain"/>
public class AgentTaskGrain(
    GrainContext context,
    IStore store,
    IAgentTaskQueries queries,
    AgentTaskViews views,
    TimeProvider time) : Grain(context), IAgentTaskGrain
{
    /// <summary>A task that is done within this time is answered, and stored, finished.</summary>
    private static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(1);

    private readonly string _taskId = context.Key.Part(1);

    public async Task<AgentTask> CreateAsync(NewAgentTask task, CancellationToken cancellationToken)
    {
        var now = time.Now();
        var row = new AgentTaskRow(
            OrganizationId, _taskId, task.Request.TaskType, AgentTaskStatus.InProgress, GridJson.Write(task.Request),
            FailureReason: null, task.Metadata ?? "{}", now, now, CompletedAt: null, Version: 1);
        var transaction = new StoreTransaction();
        using var abandon = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var running = views.RunnerOf(row).RunAsync(OrganizationId, task.Request, abandon.Token);
        try
        {
            var parts = await running.WaitAsync(AnswerWithin, time, cancellationToken);
            row = row with { Status = AgentTaskStatus.Succeeded, UpdatedAt = time.Now(), CompletedAt = time.Now() };
            var results = Rows(parts);
            InsertAll(transaction.Insert(row), results);
            transaction.Publish(AgentTaskEvents.Created(row)).Publish(AgentTaskEvents.Updated(row));
            await store.CommitAsync(transaction, cancellationToken);
            return views.View(new StoredAgentTask(row, results));
        }
        catch (TimeoutException)
        {
            // It goes on as a stored task, from the start: what a crash would leave of it is resumed the same way.
            await abandon.CancelAsync();
            transaction.Insert(row).Publish(AgentTaskEvents.Created(row), EventConsumers.AgentTasks);
            await store.CommitAsync(transaction, cancellationToken);
            return views.View(new StoredAgentTask(row, []));
        }
    }

    public async Task<AgentTask> GetAsync(CancellationToken cancellationToken) => views.View(await FindAsync(cancellationToken));

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var row = (await FindAsync(cancellationToken)).Row;
        if (row.Status != AgentTaskStatus.InProgress)
        {
            return;
        }

        var transaction = new StoreTransaction();
        try
        {
            var parts = await views.RunnerOf(row).RunAsync(OrganizationId, GridJson.Read<AgentTaskRequest>(row.Request), cancellationToken);
            row = row with { Status = AgentTaskStatus.Succeeded };
            InsertAll(transaction, Rows(parts));
        }
        catch (GridException exception) when (exception is not RetryableException)
        {
            row = row with { Status = AgentTaskStatus.Failed, FailureReason = exception.Message };
        }

        row = row with { UpdatedAt = time.Now(), CompletedAt = time.Now() };
        transaction.Update(row).Publish(AgentTaskEvents.Updated(row with { Version = row.Version + 1 }));
        await store.CommitAsync(transaction, cancellationToken);
    }

    private async Task<StoredAgentTask> FindAsync(CancellationToken cancellationToken) =>
        await queries.FindAsync(OrganizationId, _taskId, cancellationToken) ?? throw NotFoundException.Of("agent task", _taskId);

    private List<AgentTaskResultRow> Rows(IReadOnlyList<AgentTaskResultPart> parts) =>
        [.. parts.Select((part, ordinal) => new AgentTaskResultRow(OrganizationId, _taskId, ordinal, part.MemoryId, part.Json))];

    private static void InsertAll(StoreTransaction transaction, List<AgentTaskResultRow> rows) => rows.ForEach(row => transaction.Insert(row));
}
