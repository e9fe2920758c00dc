using FencyGrid.Contracts;
using FencyGrid.Contracts.AgentTasks;
using FencyGrid.Contracts.Sessions;
using FencyGrid.Contracts.Streams;
using FencyGrid.Grains.AgentTasks.Runs;
using FencyGrid.Grains.Engine;
using FencyGrid.Grains.Engine.Events;
using FencyGrid.Grains.Engine.Store;
using FencyGrid.Grains.Sessions;

namespace FencyGrid.Grains.AgentTasks;

/// <inheritdoc cref="IAgentTaskGrain"/>
public partial class AgentTaskGrain(
    GrainContext context,
    IGrid grid,
    IStore store,
    IAgentTaskQueries queries,
    AgentTaskViews views,
    AgentTaskRuns runs,
    ClientTokens tokens,
    AgentTaskOptions options,
    ClientSessionOptions sessionOptions,
    TimeProvider time) : Grain(context), IAgentTaskGrain
{
    /// <summary>A search that is done within this time is answered, and stored, finished.</summary>
    private static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(1);

    private readonly string _taskId = context.Key.Part(1);

    public override Task ActivateAsync(CancellationToken cancellationToken)
    {
        // Every call reads its row: there is nothing to stay in memory for, and tasks are many.
        LeaveWhenIdle();
        return Task.CompletedTask;
    }

    public async Task<AgentTask> CreateAsync(NewAgentTask task, CancellationToken cancellationToken)
    {
        var transaction = new StoreTransaction();
        var request = task.ClientToken is { } token ? await AllowAsync(task.Request, token, transaction, cancellationToken) : task.Request;
        var runner = views.RunnerOf(request.TaskType);
        runner.Check(request);
        var streamId = task.StreamToken is { } streamToken ? await OpenStreamAsync(streamToken, cancellationToken) : null;
        var now = time.Now();
        var row = new AgentTaskRow(
            OrganizationId, _taskId, request.TaskType, AgentTaskStatus.InProgress, GridJson.Write(request),
            FailureReason: null, task.Metadata ?? "{}", now, now, CompletedAt: null, streamId, Interruptions: 0, Version: 1);
        if (request is MemorySearchTask { QueryCount: 0 } && streamId is null
            && await AnswerAtOnceAsync(row, request, transaction, cancellationToken) is { } finished)
        {
            return finished;
        }

        var created = AgentTaskEvents.Created(row);
        await store.CommitAsync(transaction.Insert(row).Publish(created, EventConsumers.AgentTasks), cancellationToken);
        runs.Start(row, created.Id);
        return views.View(new StoredAgentTask(row, []));
    }

    public async Task<AgentTask> GetAsync(CancellationToken cancellationToken) => views.View(await FindAsync(cancellationToken));

    public async Task<bool> ResumeAsync(string eventId, CancellationToken cancellationToken)
    {
        if (runs.IsRunning(Key))
        {
            return false;
        }

        var stored = await queries.FindAsync(OrganizationId, _taskId, cancellationToken);
        if (stored is not { Row.Status: AgentTaskStatus.InProgress })
        {
            return true;
        }

        var row = stored.Row with { Interruptions = stored.Row.Interruptions + 1 };
        if (row.Interruptions > options.MaxInterruptions)
        {
            await FinishAsync(new AgentTaskOutcome([], $"The task was interrupted {row.Interruptions} times, by crashes or restarts of its server."), eventId, cancellationToken);
            return true;
        }

        await store.CommitAsync(new StoreTransaction().Update(row), cancellationToken);
        runs.Start(row with { Version = row.Version + 1 }, eventId);
        return false;
    }

    public async Task<bool> FinishAsync(AgentTaskOutcome outcome, string eventId, CancellationToken cancellationToken)
    {
        var row = (await FindAsync(cancellationToken)).Row;
        if (row.Status != AgentTaskStatus.InProgress)
        {
            return true;
        }

        row = row with
        {
            Status = outcome.FailureReason is null ? AgentTaskStatus.Succeeded : AgentTaskStatus.Failed,
            FailureReason = outcome.FailureReason,
            UpdatedAt = time.Now(),
            CompletedAt = time.Now(),
        };
        var transaction = InsertAll(new StoreTransaction().Update(row), Rows(outcome.Parts))
            .Publish(AgentTaskEvents.Updated(row with { Version = row.Version + 1 }))
            .Acknowledge(OrganizationId, EventConsumers.AgentTasks, eventId);
        try
        {
            await store.CommitAsync(transaction, cancellationToken);
            return true;
        }
        catch (MissingReferenceException)
        {
            return false;
        }
    }

    private async Task<AgentTask?> AnswerAtOnceAsync(
        AgentTaskRow row, AgentTaskRequest request, StoreTransaction transaction, CancellationToken cancellationToken)
    {
        using var abandon = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var run = new AgentTaskRun(OrganizationId, _taskId, request, Model: null, TaskProgress.None);
        try
        {
            var parts = await views.RunnerOf(row.TaskType).RunAsync(run, abandon.Token).WaitAsync(AnswerWithin, time, cancellationToken);
            var done = row with { Status = AgentTaskStatus.Succeeded, UpdatedAt = time.Now(), CompletedAt = time.Now() };
            var results = Rows(parts);
            var finished = new StoreTransaction();
            foreach (var change in transaction.Changes)
            {
                finished.Add(change);
            }

            InsertAll(finished.Insert(done), results).Publish(AgentTaskEvents.Created(done)).Publish(AgentTaskEvents.Updated(done));
            await store.CommitAsync(finished, cancellationToken);
            return views.View(new StoredAgentTask(done, results));
        }
        catch (TimeoutException)
        {
            // It goes on as a stored task, from the start: what a crash would leave of it is resumed the same way.
            await abandon.CancelAsync();
            return null;
        }
        catch (MissingReferenceException)
        {
            // A memory that it quotes was deleted meanwhile: as a stored task it is run until it quotes none such.
            return null;
        }
    }

    /// <summary>The request as far as the session allows it.</summary>
    private async Task<AgentTaskRequest> AllowAsync(
        AgentTaskRequest request, string clientToken, StoreTransaction transaction, CancellationToken cancellationToken)
    {
        var session = await tokens.FindAsync(OrganizationId, clientToken, SessionType.CreateAgentTask, cancellationToken);
        var allowance = ClientTokens.AllowanceOf(session);
        if (allowance.TaskType != request.TaskType)
        {
            throw new ForbiddenException($"The session allows a task of type {Word(allowance.TaskType)}; this one is of type {Word(request.TaskType)}.");
        }

        tokens.Use(transaction, session);
        return request.Within(allowance.GuardRails);
    }

    private async Task<string> OpenStreamAsync(string streamToken, CancellationToken cancellationToken)
    {
        if (!AccessToken.TryReadId(streamToken, Ids.Stream, out var streamId))
        {
            throw new UnauthorizedException("The stream token is not valid.");
        }

        try
        {
            return await grid.Get<IStreamGrain>(GrainKey.Of(OrganizationId, streamId)).AuthorizeAsync(streamToken, cancellationToken)
                ? streamId
                : throw new UnauthorizedException("The stream has ended. Create another; FencyGrid:Streams:Lifetime says how long one lives.");
        }
        catch (NotFoundException)
        {
            throw new UnauthorizedException("The stream token is not valid.");
        }
    }

    private async Task<StoredAgentTask> FindAsync(CancellationToken cancellationToken) =>
        await queries.FindAsync(OrganizationId, _taskId, cancellationToken) ?? throw NotFoundException.Of("agent task", _taskId);

    private List<AgentTaskResultRow> Rows(IReadOnlyList<AgentTaskResultPart> parts) =>
        [.. parts.Select((part, ordinal) => new AgentTaskResultRow(OrganizationId, _taskId, ordinal, part.MemoryId, part.Json))];

    private static StoreTransaction InsertAll(StoreTransaction transaction, List<AgentTaskResultRow> rows)
    {
        rows.ForEach(row => transaction.Insert(row));
        return transaction;
    }

    private static string Word(AgentTaskType? type) =>
        type is { } known ? System.Text.Json.JsonNamingPolicy.SnakeCaseUpper.ConvertName(known.ToString()) : "none";
}
