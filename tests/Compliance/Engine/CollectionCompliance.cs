using FencyGrid.Compliance.Engine.Grains;

namespace FencyGrid.Compliance.Engine;

public abstract class CollectionCompliance : EngineCompliance
{
    [Fact]
    public async Task A_grain_that_was_not_used_for_the_idle_age_is_collected_and_comes_back_with_its_state()
    {
        await using var fixture = await StartAsync();
        var probe = Probe(fixture, "a");
        await probe.SetAsync(7, default);

        fixture.Advance(TimeSpan.FromMinutes(16));
        await fixture.CollectAsync().WaitAsync(Patience);

        Store.Deactivations[Key("a").Value].ShouldBe(1);
        (await probe.GetAsync(default).WaitAsync(Patience)).ShouldBe(7);
        (await probe.GetActivationAsync(default)).ShouldBe(2);
    }

    [Fact]
    public async Task A_grain_that_asks_to_leave_is_gone_before_it_is_idle_for_long_and_comes_back_with_its_state()
    {
        await using var fixture = await StartAsync();
        var probe = Probe(fixture, "a");
        await probe.SetAsync(7, default);

        await probe.LeaveAsync(default);

        (await probe.GetAsync(default).WaitAsync(Patience)).ShouldBe(7);
        (await probe.GetActivationAsync(default)).ShouldBe(2);
    }

    [Fact]
    public async Task Turns_and_reads_both_keep_a_grain_from_aging()
    {
        await using var fixture = await StartAsync();
        foreach (var name in new[] { "unused", "called", "read" })
        {
            await Probe(fixture, name).SetAsync(1, default);
        }

        fixture.Advance(TimeSpan.FromMinutes(10));
        await Probe(fixture, "called").GetAsync(default);
        await Probe(fixture, "read").PeekAsync(default);
        fixture.Advance(TimeSpan.FromMinutes(10));
        await fixture.CollectAsync().WaitAsync(Patience);

        (await Probe(fixture, "called").GetActivationAsync(default)).ShouldBe(1);
        (await Probe(fixture, "read").GetActivationAsync(default)).ShouldBe(1);
        (await Probe(fixture, "unused").GetActivationAsync(default)).ShouldBe(2);
    }

    [Fact]
    public async Task A_grain_whose_turn_is_unfinished_is_not_collected()
    {
        await using var fixture = await StartAsync();
        var probe = Probe(fixture, "a");
        var gate = Gate.Create();
        var turn = probe.SetBehindGateAsync(1, gate.Id, default);
        await gate.Entered;

        fixture.Advance(TimeSpan.FromHours(1));
        await fixture.CollectAsync().WaitAsync(Patience);
        gate.Open();
        await turn.WaitAsync(Patience);

        (await probe.GetActivationAsync(default)).ShouldBe(1);
    }

    [Fact]
    public async Task Past_the_memory_budget_the_least_recently_used_grains_are_collected()
    {
        await using var fixture = await StartAsync(new GridSettings { MemoryBudgetBytes = 10_000 });
        await Probe(fixture, "a").GrowAsync(4_000, default);
        await Probe(fixture, "b").GrowAsync(4_000, default);
        await Probe(fixture, "a").SetAsync(7, default);
        await Probe(fixture, "c").GrowAsync(4_000, default);

        await fixture.CollectAsync().WaitAsync(Patience);

        (await Probe(fixture, "a").GetActivationAsync(default)).ShouldBe(1);
        (await Probe(fixture, "c").GetActivationAsync(default)).ShouldBe(1);
        (await Probe(fixture, "b").GetActivationAsync(default)).ShouldBe(2);
    }

    [Fact]
    public virtual async Task Calls_that_come_during_a_deactivation_wait_and_land_on_a_fresh_activation()
    {
        await using var fixture = await StartAsync();
        var probe = Probe(fixture, "a");
        await probe.SetAsync(7, default);
        var gate = Gate.Create();
        Store.DeactivationGates[Key("a").Value] = gate.Id;
        fixture.Advance(TimeSpan.FromMinutes(16));
        var collection = fixture.CollectAsync();
        await gate.Entered;

        var (turn, read) = (probe.GetActivationAsync(default), probe.PeekAsync(default));
        turn.IsCompleted.ShouldBeFalse();
        read.IsCompleted.ShouldBeFalse();

        gate.Open();
        (await turn.WaitAsync(Patience)).ShouldBe(2);
        (await read.WaitAsync(Patience)).ShouldBe(7);
        await collection.WaitAsync(Patience);
    }
}
