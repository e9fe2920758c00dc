using FencyGrid.Compliance.Engine.Grains;
using FencyGrid.Contracts;

namespace FencyGrid.Compliance.Engine;

public abstract class TurnCompliance : EngineCompliance
{
    [Fact]
    public async Task A_thousand_concurrent_calls_to_one_key_share_one_activation_and_never_overlap()
    {
        await using var fixture = await StartAsync();

        var values = await Task.WhenAll(Enumerable.Range(0, 1000).Select(_ => Task.Run(() => Probe(fixture, "a").IncrementAsync(default)))).WaitAsync(Patience);

        values.Order().ShouldBe(Enumerable.Range(1, 1000));
        Store.Activations[Key("a").Value].ShouldBe(1);
    }

    [Fact]
    public virtual async Task Calls_of_one_caller_run_in_the_order_they_were_made()
    {
        await using var fixture = await StartAsync();
        var probe = Probe(fixture, "a");

        await Task.WhenAll(Enumerable.Range(0, 300).Select(item => probe.AppendAsync(item, default))).WaitAsync(Patience);

        (await probe.GetAppendedAsync(default)).ShouldBe(Enumerable.Range(0, 300));
    }

    [Fact]
    public async Task Calls_to_different_keys_run_in_parallel()
    {
        await using var fixture = await StartAsync();
        var (first, second) = (Gate.Create(), Gate.Create());

        var calls = Task.WhenAll(Probe(fixture, "a").SetBehindGateAsync(1, first.Id, default), Probe(fixture, "b").SetBehindGateAsync(2, second.Id, default));
        await first.Entered;
        await second.Entered;

        first.Open();
        second.Open();
        await calls.WaitAsync(Patience);
    }

    [Fact]
    public async Task An_interleaving_read_answers_during_a_long_turn_and_sees_what_was_last_published()
    {
        await using var fixture = await StartAsync();
        var probe = Probe(fixture, "a");
        await probe.SetAsync(1, default);
        var gate = Gate.Create();

        var turn = probe.SetBehindGateAsync(2, gate.Id, default);
        await gate.Entered;
        (await probe.PeekAsync(default).WaitAsync(Patience)).ShouldBe(1);

        gate.Open();
        await turn.WaitAsync(Patience);
        (await probe.PeekAsync(default)).ShouldBe(2);
    }

    [Fact]
    public async Task Reads_and_turns_that_come_during_an_activation_wait_for_it()
    {
        await using var fixture = await StartAsync();
        Store.Values[Key("a").Value] = 7;
        var gate = Gate.Create();
        Store.ActivationGates[Key("a").Value] = gate.Id;

        var reads = Enumerable.Range(0, 5).Select(_ => Probe(fixture, "a").PeekAsync(default)).ToList();
        await gate.Entered;
        var turn = Probe(fixture, "a").GetAsync(default);
        reads.Add(Probe(fixture, "a").PeekAsync(default));
        reads.ShouldAllBe(read => !read.IsCompleted);

        gate.Open();
        (await Task.WhenAll(reads.Append(turn)).WaitAsync(Patience)).ShouldAllBe(value => value == 7);
        Store.Activations[Key("a").Value].ShouldBe(1);
    }

    [Fact]
    public async Task A_full_mailbox_refuses_with_a_retryable_error_and_keeps_what_it_accepted()
    {
        await using var fixture = await StartAsync(new GridSettings { MailboxCapacity = 3 });
        var probe = Probe(fixture, "a");
        var gate = Gate.Create();
        var turn = probe.SetBehindGateAsync(1, gate.Id, default);
        await gate.Entered;

        var calls = Enumerable.Range(0, 4).Select(_ => probe.IncrementAsync(default)).ToArray();
        var refused = await Task.WhenAny(calls).WaitAsync(Patience);
        await Should.ThrowAsync<RetryableException>(() => refused);

        gate.Open();
        await turn.WaitAsync(Patience);
        (await Task.WhenAll(calls.Where(call => call != refused)).WaitAsync(Patience)).Order().ShouldBe([2, 3, 4]);
        (await probe.IncrementAsync(default)).ShouldBe(5);
    }

    [Fact]
    public async Task The_same_key_of_another_organization_is_another_grain()
    {
        await using var fixture = await StartAsync();
        await Probe(fixture, "a").SetAsync(5, default);

        (await fixture.Grid.Get<IProbeGrain>(GrainKey.Of(Ids.New(Ids.Organization), "a")).GetAsync(default)).ShouldBe(0);
    }
}
