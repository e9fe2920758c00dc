using FencyGrid.Contracts;
using FencyGrid.Contracts.AgentTasks;
using FencyGrid.Contracts.Search;
using FencyGrid.Grains.AgentTasks;
using FencyGrid.Grains.AgentTasks.Runs;
using FencyGrid.Grains.Engine;
using FencyGrid.Grains.Models;
using Microsoft.Extensions.Logging.Abstractions;

namespace FencyGrid.Grains.Tests.AgentTasks;

/// <summary>What a task's run makes of what it meets.</summary>
public sealed class AgentTaskRunsTests
{
    public static TheoryData<Exception, string?> Failures() => new()
    {
        { new RetryableException("The database is away."), null },
        { new UncertainOutcomeException("The silo went away."), null },
        { new VersionConflictException("Another activation wrote it."), null },
        { new InvalidRequestException("Nothing serves that model."), "Nothing serves that model." },
        { new FormatException("A fault of ours."), "The server failed to run this task. Its log says why." },
    };

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task A_task_fails_by_what_a_repeat_would_meet_again_and_is_left_to_be_repeated_otherwise(Exception failure, string? reason)
    {
        var grid = new Grid();
        await using var runs = new AgentTaskRuns(grid, new AgentTaskViews([]), new Models(failure), new AgentTaskOptions(), TimeProvider.System, NullLogger<AgentTaskRuns>.Instance);
        var request = new MemorySearchTask(new MemorySearchRequest("words", new GuardRails([]), 5, 0, 0));
        var row = new AgentTaskRow(
            "org_a", "tsk_1", request.TaskType, AgentTaskStatus.InProgress, GridJson.Write<AgentTaskRequest>(request), null, "{}", DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch, null, null, 0, 1);

        runs.Start(row, "evt_1");
        await UntilAsync(() => !runs.IsRunning(GrainKey.Of("org_a", "tsk_1")));

        grid.Reasons.ShouldBe(reason is null ? [] : [reason]);
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!condition())
        {
            await Task.Delay(1, limit.Token);
        }
    }

    private sealed class Models(Exception failure) : IChatModels
    {
        public ChatModel? Resolve(string? name) => throw failure;
    }

    private sealed class Grid : IGrid
    {
        public List<string?> Reasons { get; } = [];

        public TGrain Get<TGrain>(GrainKey key)
            where TGrain : class, IGridGrain =>
            Stub<TGrain>.Of((method, arguments) => method.Name == nameof(IAgentTaskGrain.FinishAsync)
                ? Finish((AgentTaskOutcome)arguments[0]!)
                : throw new NotSupportedException(method.Name));

        private Task<bool> Finish(AgentTaskOutcome outcome)
        {
            Reasons.Add(outcome.FailureReason);
            return Task.FromResult(true);
        }
    }
}
