using FencyGrid.Compliance.Engine.Grains;
using FencyGrid.Contracts;

namespace FencyGrid.Compliance.Engine;

public abstract class ConflictCompliance : EngineCompliance
{
    [Fact]
    public async Task A_version_conflict_is_retried_once_on_a_fresh_activation()
    {
        await using var fixture = await StartAsync();

        (await Probe(fixture, "a").ConflictAsync(1, default).WaitAsync(Patience)).ShouldBe(2);

        Store.Runs[$"{Key("a")} {nameof(IProbeGrain.ConflictAsync)}"].ShouldBe(2);
    }

    [Fact]
    public async Task A_second_version_conflict_goes_to_the_caller_and_the_next_call_to_a_fresh_activation()
    {
        await using var fixture = await StartAsync();
        var probe = Probe(fixture, "a");

        var error = await Should.ThrowAsync<VersionConflictException>(() => probe.ConflictAsync(2, default).WaitAsync(Patience));

        error.Message.ShouldBe("Another activation wrote the row.");
        Store.Runs[$"{Key("a")} {nameof(IProbeGrain.ConflictAsync)}"].ShouldBe(2);
        (await probe.GetActivationAsync(default)).ShouldBe(3);
    }

    [Fact]
    public async Task Calls_that_waited_behind_a_conflict_run_on_the_fresh_activation()
    {
        await using var fixture = await StartAsync();
        var probe = Probe(fixture, "a");
        var gate = Gate.Create();
        var turn = probe.SetBehindGateAsync(1, gate.Id, default);
        await gate.Entered;

        var conflict = probe.ConflictAsync(1, default);
        await fixture.UntilUnderWayAsync(2).WaitAsync(Patience);
        var next = probe.GetActivationAsync(default);
        await fixture.UntilUnderWayAsync(3).WaitAsync(Patience);
        gate.Open();
        await turn.WaitAsync(Patience);

        (await conflict.WaitAsync(Patience)).ShouldBe(2);
        (await next.WaitAsync(Patience)).ShouldBe(2);
    }

    [Fact]
    public async Task A_conflict_that_another_grain_reports_does_not_run_its_callers_turn_again()
    {
        await using var fixture = await StartAsync();
        var caller = Probe(fixture, "a");

        await Should.ThrowAsync<VersionConflictException>(() => caller.HaveConflictAsync(Key("b").Value, 2, default).WaitAsync(Patience));

        Store.Runs[$"{Key("a")} {nameof(IProbeGrain.HaveConflictAsync)}"].ShouldBe(1);
        Store.Runs[$"{Key("b")} {nameof(IProbeGrain.ConflictAsync)}"].ShouldBe(2);
        (await caller.GetActivationAsync(default)).ShouldBe(1);
    }

    [Fact]
    public async Task After_a_commit_whose_outcome_is_not_known_reads_show_what_was_written()
    {
        await using var fixture = await StartAsync();
        var probe = Probe(fixture, "a");
        await probe.SetAsync(1, default);

        await Should.ThrowAsync<UncertainOutcomeException>(() => probe.SetInDoubtAsync(2, default).WaitAsync(Patience));

        (await probe.PeekAsync(default).WaitAsync(Patience)).ShouldBe(2);
        (await probe.GetActivationAsync(default).WaitAsync(Patience)).ShouldBe(2);
    }
}
