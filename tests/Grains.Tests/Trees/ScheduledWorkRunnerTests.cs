using FencyGrid.Contracts;
using FencyGrid.Grains.Engine.Scheduling;
using FencyGrid.Grains.Engine.Store;
using Microsoft.Extensions.Logging.Abstractions;

namespace FencyGrid.Grains.Tests.Trees;

public sealed class ScheduledWorkRunnerTests
{
    private readonly OneRow _store = new() { Row = ScheduledWorkRow.At("org", "sort", "one", Sample.Now) };

    [Fact]
    public async Task Work_that_is_done_is_gone()
    {
        (await Runner(_ => null).RunDueAsync(default)).ShouldBe(1);

        _store.Row.ShouldBeNull();
    }

    [Fact]
    public async Task Work_that_is_due_again_waits_for_its_next_time_without_a_lease()
    {
        await Runner(_ => Sample.Now.AddDays(1)).RunDueAsync(default);

        _store.Row!.DueAt.ShouldBe(Sample.Now.AddDays(1));
        _store.Row.LeasedUntil.ShouldBeNull();
    }

    [Fact]
    public async Task Work_that_fails_is_tried_again_after_a_pause_that_grows()
    {
        var runner = Runner(_ => throw new RetryableException("away"));
        await runner.RunDueAsync(default);
        var first = _store.Row!.DueAt - Sample.Now;
        _store.Row = _store.Row with { DueAt = Sample.Now };
        await runner.RunDueAsync(default);

        _store.Row!.Attempts.ShouldBe(2);
        first.ShouldBeGreaterThan(TimeSpan.Zero);
        (_store.Row.DueAt - Sample.Now).ShouldBeGreaterThan(first);
    }

    [Fact]
    public async Task Work_is_leased_while_it_runs_and_another_process_leaves_it()
    {
        var other = 0;
        var nested = Runner(_ =>
        {
            other++;
            return null;
        });
        await Runner(work =>
        {
            work.LeasedUntil.ShouldBe(Sample.Now + ScheduledWorkRunner.Lease);
            nested.RunDueAsync(default).GetAwaiter().GetResult().ShouldBe(0);
            return null;
        }).RunDueAsync(default);

        other.ShouldBe(0);
    }

    [Fact]
    public async Task Work_that_was_scheduled_anew_while_it_ran_keeps_its_new_time()
    {
        await Runner(work =>
        {
            _store.Row = work with { DueAt = Sample.Now.AddHours(5), LeasedUntil = null, Version = 9 };
            return null;
        }).RunDueAsync(default);

        _store.Row!.DueAt.ShouldBe(Sample.Now.AddHours(5));
    }

    [Fact]
    public void Work_that_waits_for_the_same_shares_a_lane()
    {
        var runner = new ScheduledWorkRunner(
            _store,
            _store,
            [new Worker(_ => null, "a", null), new Worker(_ => null, "b", "an endpoint"), new Worker(_ => null, "c", null), new Worker(_ => null, "d", "another")],
            new StoppedClock(),
            NullLogger<ScheduledWorkRunner>.Instance);

        runner.Lanes.Select(lane => string.Join(',', lane)).ShouldBe(["a,c", "b", "d"]);
    }

    private ScheduledWorkRunner Runner(Func<ScheduledWorkRow, DateTimeOffset?> work) =>
        new(_store, _store, [new Worker(work)], new StoppedClock(), NullLogger<ScheduledWorkRunner>.Instance);

    private sealed class Worker(Func<ScheduledWorkRow, DateTimeOffset?> work, string kind = "sort", string? waitsFor = null) : IScheduledWorker
    {
        public string Kind => kind;

        public string? WaitsFor => waitsFor;

        public Task<DateTimeOffset?> RunAsync(ScheduledWorkRow row, CancellationToken cancellationToken) => Task.FromResult(work(row));
    }

    private sealed class StoppedClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => Sample.Now;
    }

    /// <summary>A store of one row, with the versions that a real one checks.</summary>
    private sealed class OneRow : IStore, IScheduledWorkQueries
    {
        public ScheduledWorkRow? Row { get; set; }

        public Task CommitAsync(StoreTransaction transaction, CancellationToken cancellationToken)
        {
            foreach (var change in transaction.Changes)
            {
                var row = (ScheduledWorkRow)(change switch { UpdateRow update => update.Row, DeleteRow delete => delete.Row, _ => throw new NotSupportedException() });
                if (Row?.Version != row.Version)
                {
                    throw new VersionConflictException("moved");
                }

                Row = change is UpdateRow ? row with { Version = row.Version + 1 } : null;
            }

            return Task.CompletedTask;
        }

        public Task<IReadOnlyList<ScheduledWorkRow>> ListDueAsync(DateTimeOffset now, IReadOnlyCollection<string> kinds, int limit, CancellationToken cancellationToken) =>
            Task.FromResult<IReadOnlyList<ScheduledWorkRow>>(Row is { } row && kinds.Contains(row.Kind) && row.DueAt <= now && (row.LeasedUntil is null || row.LeasedUntil <= now) ? [row] : []);

        public Task<ScheduledWorkRow?> FindAsync(string organizationId, string kind, string subject, CancellationToken cancellationToken) => Task.FromResult(Row);
    }
}
