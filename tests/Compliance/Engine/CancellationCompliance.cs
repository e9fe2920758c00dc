using FencyGrid.Compliance.Engine.Grains;

namespace FencyGrid.Compliance.Engine;

public abstract class CancellationCompliance : EngineCompliance
{
    [Fact]
    public async Task A_call_that_is_cancelled_while_it_waits_ends_at_once_and_never_runs()
    {
        await using var fixture = await StartAsync();
        var probe = Probe(fixture, "a");
        var gate = Gate.Create();
        var turn = probe.SetBehindGateAsync(1, gate.Id, default);
        await gate.Entered;
        using var cancellation = new CancellationTokenSource();

        var before = probe.AppendAsync(1, default);
        var cancelled = probe.AppendAsync(2, cancellation.Token);
        var after = probe.AppendAsync(3, default);
        await cancellation.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => cancelled.WaitAsync(Patience));

        gate.Open();
        await Task.WhenAll(turn, before, after).WaitAsync(Patience);
        (await probe.GetAppendedAsync(default)).ShouldBe([1, 3], ignoreOrder: true);
    }

    [Fact]
    public async Task A_cancelled_call_makes_room_in_the_mailbox()
    {
        await using var fixture = await StartAsync(new GridSettings { MailboxCapacity = 1 });
        var probe = Probe(fixture, "a");
        var gate = Gate.Create();
        var turn = probe.SetBehindGateAsync(1, gate.Id, default);
        await gate.Entered;
        using var cancellation = new CancellationTokenSource();

        var cancelled = probe.AppendAsync(1, cancellation.Token);
        await cancellation.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => cancelled.WaitAsync(Patience));
        var next = probe.AppendAsync(2, default);

        gate.Open();
        await Task.WhenAll(turn, next).WaitAsync(Patience);
        (await probe.GetAppendedAsync(default)).ShouldBe([2]);
    }

    [Fact]
    public async Task A_call_with_a_cancelled_token_never_runs()
    {
        await using var fixture = await StartAsync();
        var probe = Probe(fixture, "a");

        await Should.ThrowAsync<OperationCanceledException>(() => probe.SetAsync(1, new CancellationToken(canceled: true)).WaitAsync(Patience));

        (await probe.GetAsync(default)).ShouldBe(0);
    }

    [Fact]
    public async Task A_running_call_gets_the_signal_and_its_caller_is_released()
    {
        await using var fixture = await StartAsync();
        var probe = Probe(fixture, "a");
        var (gate, signalled) = (Gate.Create(), Gate.Create());
        using var cancellation = new CancellationTokenSource();

        var turn = probe.WaitForCancellationAsync(gate.Id, signalled.Id, cancellation.Token);
        await gate.Entered;
        await cancellation.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => turn.WaitAsync(Patience));
        await signalled.Entered;
        (await probe.GetActivationAsync(default).WaitAsync(Patience)).ShouldBe(1);
    }

    [Fact]
    public async Task A_call_that_is_cancelled_during_the_activation_never_runs_and_the_activation_goes_on()
    {
        await using var fixture = await StartAsync();
        var gate = Gate.Create();
        Store.ActivationGates[Key("slow").Value] = gate.Id;
        using var cancellation = new CancellationTokenSource();

        var turn = Probe(fixture, "slow").SetAsync(3, cancellation.Token);
        await gate.Entered;
        await cancellation.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => turn.WaitAsync(Patience));

        gate.Open();
        (await Probe(fixture, "slow").GetAsync(default).WaitAsync(Patience)).ShouldBe(0);
        Store.Activations[Key("slow").Value].ShouldBe(1);
    }
}
