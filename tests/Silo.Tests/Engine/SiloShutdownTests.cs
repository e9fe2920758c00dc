using FencyGrid.Compliance.Engine;
using FencyGrid.Compliance.Engine.Grains;
using FencyGrid.Contracts;

namespace FencyGrid.Silo.Tests.Engine;

public sealed class SiloShutdownTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task A_silo_that_stops_finishes_the_turns_it_has_accepted_and_its_grains_go_on_in_another()
    {
        await using var fixture = (ClusterGridFixture)await ClusterGridFixture.StartAsync(new GridSettings());
        var grid = fixture.GridOf(1);
        var key = await fixture.FindKeyInAsync(0, grid);
        var probe = grid.Get<IProbeGrain>(key);
        var gate = Gate.Create();
        var turn = probe.SetBehindGateAsync(1, gate.Id, default);
        await gate.Entered;
        var waiting = probe.IncrementAsync(default);

        var stop = fixture.StopAsync(0);
        gate.Open();

        await turn.WaitAsync(Patience);
        (await waiting.WaitAsync(Patience)).ShouldBe(2);
        await stop.WaitAsync(Patience);
        (await probe.GetAsync(default).WaitAsync(Patience)).ShouldBe(2);
        fixture.IsInMemory(1, key).ShouldBeTrue();
    }

    [Fact]
    public async Task A_silo_that_is_killed_loses_nothing_saved_and_its_grains_come_back_in_another()
    {
        await using var fixture = (ClusterGridFixture)await ClusterGridFixture.StartAsync(new GridSettings());
        var grid = fixture.GridOf(1);
        var key = await fixture.FindKeyInAsync(0, grid);
        var probe = grid.Get<IProbeGrain>(key);
        await probe.SetAsync(7, default);

        await fixture.KillAsync(0);

        // A read is repeated by its caller until the silo is out of the cluster.
        (await probe.PeekAsync(default).WaitAsync(Patience)).ShouldBe(7);
        fixture.IsInMemory(1, key).ShouldBeTrue();
    }
}
