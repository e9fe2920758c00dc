using FencyGrid.Compliance.Engine.Grains;
using FencyGrid.Contracts;

namespace FencyGrid.Compliance.Engine;

public abstract class ShutdownCompliance : EngineCompliance
{
    [Fact]
    public virtual async Task Stopping_finishes_accepted_turns_with_the_calls_they_make_refuses_new_ones_and_deactivates_all()
    {
        await using var fixture = await StartAsync();
        var gate = Gate.Create();
        var running = Route(fixture, "a").FollowBehindGateAsync(gate.Id, [Key("b").Value, Key("c").Value], default);
        await gate.Entered;
        var waiting = Route(fixture, "a").FollowAsync([Key("d").Value], default);

        var stop = fixture.StopAsync();
        await Should.ThrowAsync<RetryableException>(() => Route(fixture, "e").FollowAsync([], default).WaitAsync(Patience));
        stop.IsCompleted.ShouldBeFalse();
        gate.Open();

        (await running.WaitAsync(Patience)).ShouldBe(3);
        (await waiting.WaitAsync(Patience)).ShouldBe(2);
        await stop.WaitAsync(Patience);
        foreach (var name in new[] { "a", "b", "c", "d" })
        {
            Store.Deactivations[Key(name).Value].ShouldBe(1);
        }
    }

    [Fact]
    public async Task State_that_was_saved_is_there_after_a_restart()
    {
        await using (var before = await StartAsync())
        {
            await Probe(before, "a").SetAsync(7, default);
            await before.StopAsync().WaitAsync(Patience);
        }

        await using var after = await StartAsync();
        (await Probe(after, "a").GetAsync(default)).ShouldBe(7);
    }
}
