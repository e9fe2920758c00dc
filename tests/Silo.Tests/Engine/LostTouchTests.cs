using FencyGrid.Compliance.Engine;
using FencyGrid.Compliance.Engine.Grains;
using FencyGrid.Contracts;

namespace FencyGrid.Silo.Tests.Engine;

/// <summary>A silo that is not told that it lives: its grains may have come up elsewhere.</summary>
public sealed class LostTouchTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongerThanTheLease = TimeSpan.FromSeconds(2.1);

    [Fact]
    public async Task A_turn_during_which_its_silo_lost_touch_is_in_doubt_and_calls_after_it_are_refused()
    {
        await using var fixture = (ClusterGridFixture)await ClusterGridFixture.StartAsync(new GridSettings());
        var grid = fixture.GridOf(1);
        var probe = grid.Get<IProbeGrain>(await fixture.FindKeyInAsync(0, grid));
        var gate = Gate.Create();
        var turn = probe.SetBehindGateAsync(1, gate.Id, default);
        await gate.Entered;

        fixture.LoseTouch(LongerThanTheLease);
        gate.Open();

        await Should.ThrowAsync<UncertainOutcomeException>(() => turn.WaitAsync(Patience));
        await Should.ThrowAsync<RetryableException>(() => probe.GetAsync(default).WaitAsync(Patience));
        await Should.ThrowAsync<RetryableException>(() => probe.PeekAsync(default).WaitAsync(Patience));
    }
}
