using FencyGrid.Contracts;

namespace FencyGrid.Compliance.Engine;

public abstract class StreamCompliance : EngineCompliance
{
    [Fact]
    public async Task A_live_stream_delivers_items_while_turns_go_on()
    {
        await using var fixture = await StartAsync();
        var probe = Probe(fixture, "a");
        await using var items = probe.WatchAsync(default).GetAsyncEnumerator();
        (await NextAsync(items)).ShouldBe(0);

        for (var value = 1; value <= 5; value++)
        {
            await probe.SetAsync(value, default).WaitAsync(Patience);
            (await NextAsync(items)).ShouldBe(value);
        }
    }

    [Fact]
    public async Task A_live_stream_ends_when_its_reader_cancels()
    {
        await using var fixture = await StartAsync();
        using var cancellation = new CancellationTokenSource();
        await using var items = Probe(fixture, "a").WatchAsync(cancellation.Token).GetAsyncEnumerator();
        (await NextAsync(items)).ShouldBe(0);

        var next = items.MoveNextAsync().AsTask();
        await cancellation.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => next.WaitAsync(Patience));
        (await Probe(fixture, "a").GetAsync(default).WaitAsync(Patience)).ShouldBe(0);
    }

    [Fact]
    public virtual async Task A_grain_with_a_live_stream_is_not_collected_until_the_stream_ends()
    {
        await using var fixture = await StartAsync();
        var probe = Probe(fixture, "a");
        var items = probe.WatchAsync(default).GetAsyncEnumerator();
        (await NextAsync(items)).ShouldBe(0);

        fixture.Advance(TimeSpan.FromHours(1));
        await fixture.CollectAsync().WaitAsync(Patience);
        await probe.SetAsync(1, default);
        (await NextAsync(items)).ShouldBe(1);
        Store.Activations[Key("a").Value].ShouldBe(1);

        await items.DisposeAsync();
        fixture.Advance(TimeSpan.FromHours(1));
        await fixture.CollectAsync().WaitAsync(Patience);
        Store.Deactivations[Key("a").Value].ShouldBe(1);
    }

    [Fact]
    public virtual async Task A_live_stream_is_cut_off_with_a_retryable_error_when_its_activation_is_dropped()
    {
        await using var fixture = await StartAsync();
        var probe = Probe(fixture, "a");
        await using var items = probe.WatchAsync(default).GetAsyncEnumerator();
        (await NextAsync(items)).ShouldBe(0);

        var next = items.MoveNextAsync().AsTask();
        await probe.ConflictAsync(1, default).WaitAsync(Patience);

        await Should.ThrowAsync<RetryableException>(() => next.WaitAsync(Patience));
    }

    [Fact]
    public virtual async Task A_live_stream_is_cut_off_with_a_retryable_error_when_the_grid_stops()
    {
        await using var fixture = await StartAsync();
        await using var items = Probe(fixture, "a").WatchAsync(default).GetAsyncEnumerator();
        (await NextAsync(items)).ShouldBe(0);

        var next = items.MoveNextAsync().AsTask();
        await fixture.StopAsync().WaitAsync(Patience);

        await Should.ThrowAsync<RetryableException>(() => next.WaitAsync(Patience));
    }

    private static async Task<int> NextAsync(IAsyncEnumerator<int> items)
    {
        (await items.MoveNextAsync().AsTask().WaitAsync(Patience)).ShouldBeTrue();
        return items.Current;
    }
}
