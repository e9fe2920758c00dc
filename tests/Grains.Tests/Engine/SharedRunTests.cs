using FencyGrid.Grains.Engine;

namespace FencyGrid.Grains.Tests.Engine;

public sealed class SharedRunTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly List<(string[] Items, TaskCompletionSource<int> Outcome)> _runs = [];
    private readonly SemaphoreSlim _begun = new(0);
    private readonly SharedRun<string, int> _shared;

    public SharedRunTests() => _shared = new SharedRun<string, int>(items =>
    {
        var outcome = new TaskCompletionSource<int>();
        _runs.Add(([.. items], outcome));
        _begun.Release();
        return outcome.Task;
    });

    [Fact]
    public async Task Those_who_ask_while_a_run_is_under_way_share_the_next()
    {
        var first = await BeginAsync("a");
        var (second, third) = (_shared.RunAsync("b", default), _shared.RunAsync("c", default));

        _runs.Count.ShouldBe(1);
        _runs[0].Outcome.SetResult(1);
        (await _begun.WaitAsync(Patience)).ShouldBeTrue();
        _runs[1].Outcome.SetResult(2);

        (await Task.WhenAll(first, second, third).WaitAsync(Patience)).ShouldBe([1, 2, 2]);
        _runs.Select(run => run.Items).ShouldBe([["a"], ["b", "c"]]);
    }

    [Fact]
    public async Task A_run_that_fails_fails_for_those_who_shared_it_and_not_for_the_next()
    {
        var first = await BeginAsync("a");
        var second = _shared.RunAsync("b", default);

        _runs[0].Outcome.SetException(new InvalidOperationException("away"));
        (await _begun.WaitAsync(Patience)).ShouldBeTrue();
        _runs[1].Outcome.SetResult(2);

        await Should.ThrowAsync<InvalidOperationException>(first);
        (await second.WaitAsync(Patience)).ShouldBe(2);
    }

    [Fact]
    public async Task One_who_stops_waiting_does_not_stop_the_run()
    {
        using var cancellation = new CancellationTokenSource();
        var first = await BeginAsync("a");
        var second = _shared.RunAsync("b", cancellation.Token);
        var third = _shared.RunAsync("c", default);

        await cancellation.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(second);
        _runs[0].Outcome.SetResult(1);
        (await _begun.WaitAsync(Patience)).ShouldBeTrue();
        _runs[1].Outcome.SetResult(2);

        (await third.WaitAsync(Patience)).ShouldBe(2);
        await first;
        _runs[1].Items.ShouldBe(["b", "c"]);
    }

    public void Dispose() => _begun.Dispose();

    private async Task<Task<int>> BeginAsync(string item)
    {
        var task = _shared.RunAsync(item, default);
        (await _begun.WaitAsync(Patience)).ShouldBeTrue();
        return task;
    }
}
