using System.Collections.Concurrent;
using FencyGrid.Contracts;
using FencyGrid.Contracts.AgentTasks;
using FencyGrid.Grains.Engine;
using FencyGrid.Grains.Models;
using Microsoft.Extensions.Logging;

namespace FencyGrid.Grains.AgentTasks.Runs;

/// <summary>
/// Runs tasks outside of their grains' turns, so that a task can be read while it runs, each in the lane of the endpoint it uses, so
/// that a slow endpoint keeps only its own tasks waiting. A run that is lost with its process is started again by its event.
/// </summary>
public sealed partial class AgentTaskRuns(
    IGrid grid, AgentTaskViews views, IChatModels models, AgentTaskOptions options, TimeProvider time, ILogger<AgentTaskRuns> logger) : IAsyncDisposable
{
    private const int MaxRepeats = 3;

    private readonly ConcurrentDictionary<string, Task> _running = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, SemaphoreSlim> _lanes = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _stopping = new();

    public bool IsRunning(GrainKey task) => _running.ContainsKey(task.Value);

    /// <summary>Starts the stored task unless it is running already.</summary>
    public void Start(AgentTaskRow row, string eventId)
    {
        // The run outlives the call that starts it: nothing of that call's context may go along.
        using (ExecutionContext.SuppressFlow())
        {
            var run = new Task<Task>(() => RunAsync(row, eventId));
            if (!_stopping.IsCancellationRequested && _running.TryAdd(KeyOf(row).Value, run.Unwrap()))
            {
                run.Start(TaskScheduler.Default);
            }
        }
    }

    /// <summary>Ends the runs; their tasks stay in progress and are taken up at the next start.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_stopping.IsCancellationRequested)
        {
            await _stopping.CancelAsync();
            await Task.WhenAll(_running.Values);
        }
    }

    private async Task RunAsync(AgentTaskRow row, string eventId)
    {
        try
        {
            await FinishAsync(row, eventId);
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
        }
        catch (GridException exception)
        {
            // A full mailbox, a store that is away, a silo that went away: the event comes back and the task is run again.
            LogInterrupted(logger, row.Id, exception.Message);
        }
        finally
        {
            _running.TryRemove(KeyOf(row).Value, out _);
        }
    }

    private async Task FinishAsync(AgentTaskRow row, string eventId)
    {
        var progress = TaskProgress.Of(grid, row, time);
        var request = GridJson.Read<AgentTaskRequest>(row.Request);
        var task = grid.Get<IAgentTaskGrain>(KeyOf(row));
        var outcome = await ExecuteAsync(row, request, progress);
        for (var repeats = 0; !await task.FinishAsync(outcome, eventId, CancellationToken.None); repeats++)
        {
            outcome = repeats < MaxRepeats
                ? await ExecuteAsync(row, request, progress)
                : new AgentTaskOutcome([], "Memories that the answer quotes were deleted while it was written, again and again.");
        }

        await progress.PublishAsync(TaskProgress.End, views.End(row, outcome), _stopping.Token);
    }

    private async Task<AgentTaskOutcome> ExecuteAsync(AgentTaskRow row, AgentTaskRequest request, TaskProgress progress)
    {
        using var limit = new CancellationTokenSource(options.MaxDuration, time);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, _stopping.Token);
        SemaphoreSlim? lane = null;
        try
        {
            var model = models.Resolve(request.Model);
            var place = _lanes.GetOrAdd(model?.Endpoint ?? string.Empty, _ => new SemaphoreSlim(model?.MaxConcurrency ?? options.MaxConcurrency));
            await place.WaitAsync(ending.Token);
            lane = place;
            var parts = await views.RunnerOf(row.TaskType).RunAsync(new AgentTaskRun(row.OrganizationId, row.Id, request, model, progress), ending.Token);
            return new AgentTaskOutcome(parts, FailureReason: null);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !_stopping.IsCancellationRequested)
        {
            return new AgentTaskOutcome([], $"The task took longer than {options.MaxDuration.TotalSeconds:0.#} seconds. {AgentTaskOptions.Section}:{nameof(options.MaxDuration)} holds the limit.");
        }
        catch (GridException exception) when (exception is not (RetryableException or VersionConflictException or UncertainOutcomeException))
        {
            return new AgentTaskOutcome([], exception.Message);
        }
        catch (Exception exception) when (exception is not (OperationCanceledException or GridException))
        {
            LogFailed(logger, row.Id, exception);
            return new AgentTaskOutcome([], "The server failed to run this task. Its log says why.");
        }
        finally
        {
            lane?.Release();
        }
    }

    private static GrainKey KeyOf(AgentTaskRow row) => GrainKey.Of(row.OrganizationId, row.Id);

    [LoggerMessage(Level = LogLevel.Information, Message = "Agent task {TaskId} was interrupted and will be run again: {Reason}")]
    private static partial void LogInterrupted(ILogger logger, string taskId, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "Agent task {TaskId} failed.")]
    private static partial void LogFailed(ILogger logger, string taskId, Exception exception);
}
