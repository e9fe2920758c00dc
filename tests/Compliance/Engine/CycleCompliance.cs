using FencyGrid.Compliance.Engine.Grains;
using FencyGrid.Contracts;

namespace FencyGrid.Compliance.Engine;

public abstract class CycleCompliance : EngineCompliance
{
    [Fact]
    public async Task A_grain_that_calls_itself_is_told_so()
    {
        await using var fixture = await StartAsync();

        var error = await Should.ThrowAsync<CallCycleException>(() => Route(fixture, "a").FollowAsync(Keys("a"), default).WaitAsync(Patience));

        error.Message.ShouldContain(Chain("a", "a"));
    }

    [Fact]
    public async Task A_cycle_of_two_is_reported_with_its_chain()
    {
        await using var fixture = await StartAsync();

        var error = await Should.ThrowAsync<CallCycleException>(() => Route(fixture, "a").FollowAsync(Keys("b", "a"), default).WaitAsync(Patience));

        error.Message.ShouldContain(Chain("a", "b", "a"));
    }

    [Fact]
    public async Task A_cycle_through_two_others_is_reported_with_its_chain_and_the_grains_go_on()
    {
        await using var fixture = await StartAsync();

        var error = await Should.ThrowAsync<CallCycleException>(() => Route(fixture, "a").FollowAsync(Keys("b", "c", "a"), default).WaitAsync(Patience));

        error.Message.ShouldContain(Chain("a", "b", "c", "a"));
        (await Route(fixture, "c").FollowAsync(Keys("b", "a"), default).WaitAsync(Patience)).ShouldBe(3);
    }

    [Fact]
    public async Task Two_calls_that_meet_in_one_grain_are_no_cycle()
    {
        await using var fixture = await StartAsync();

        (await Route(fixture, "top").ForkAsync(Keys("left", "shared"), Keys("right", "shared"), default).WaitAsync(Patience)).ShouldBe(6);
    }

    [Fact]
    public async Task A_grain_of_an_unfinished_turn_can_be_read()
    {
        await using var fixture = await StartAsync();

        (await Route(fixture, "a").FollowThenReadAsync(Keys("b", "a"), default).WaitAsync(Patience)).ShouldBe(3);
        (await Route(fixture, "a").FollowThenReadAsync(Keys("a"), default).WaitAsync(Patience)).ShouldBe(2);
    }

    [Fact]
    public async Task A_cycle_through_a_stream_is_reported()
    {
        await using var fixture = await StartAsync();

        (await Route(fixture, "a").FollowStreamAsync(Keys("b", "c"), default).WaitAsync(Patience)).ShouldBe(3);
        await Should.ThrowAsync<CallCycleException>(() => Route(fixture, "a").FollowStreamAsync(Keys("b", "a"), default).WaitAsync(Patience));
    }

    [Fact]
    public async Task A_cycle_through_an_activation_is_reported()
    {
        await using var fixture = await StartAsync();
        Store.ActivationRoutes[Key("a").Value] = [.. Keys("b", "a")];

        var error = await Should.ThrowAsync<CallCycleException>(() => Route(fixture, "a").FollowAsync([], default).WaitAsync(Patience));

        error.Message.ShouldContain($"IRouteGrain({Key("a")}).ActivateAsync -> {Chain("b", "a")}");
    }

    [Fact]
    public async Task A_read_that_an_activation_waits_for_cannot_wait_for_that_activation()
    {
        await using var fixture = await StartAsync();
        Store.ActivationRoutes[Key("a").Value] = [Key("b").Value];
        Store.ActivationRoutes[Key("b").Value] = [Key("c").Value];
        Store.ActivationRoutes[Key("c").Value] = [Key("a").Value];

        await Should.ThrowAsync<CallCycleException>(() => Route(fixture, "a").ReadAsync(default).WaitAsync(Patience));
    }

    [Fact]
    public async Task Work_that_outlives_its_turn_may_call_the_grain_again()
    {
        await using var fixture = await StartAsync();
        var (gate, done) = (Gate.Create(), Gate.Create());

        await Route(fixture, "a").CallSelfLaterAsync(gate.Id, done.Id, default).WaitAsync(Patience);
        gate.Open();

        await done.Entered;
        done.Open();
    }

    [Fact]
    public async Task A_call_that_waits_behind_another_callers_call_has_no_part_in_that_ones_chain()
    {
        await using var fixture = await StartAsync();
        var gate = Gate.Create();
        var blocking = Route(fixture, "b").FollowBehindGateAsync(gate.Id, [], default);
        await gate.Entered;

        var first = Route(fixture, "a").FollowAsync(Keys("b"), default);
        var second = Route(fixture, "b").FollowAsync(Keys("c"), default);
        gate.Open();

        (await Task.WhenAll(blocking, first, second).WaitAsync(Patience)).ShouldBe([1, 2, 2]);
        (await Route(fixture, "b").FollowAsync(Keys("a", "c"), default).WaitAsync(Patience)).ShouldBe(3);
    }

    [Fact]
    public virtual async Task Two_grains_that_call_each_other_at_the_same_time_do_not_wait_for_ever()
    {
        await using var fixture = await StartAsync();
        var (left, right) = (Gate.Create(), Gate.Create());
        var fromA = Route(fixture, "a").FollowBehindGateAsync(left.Id, Keys("b"), default);
        var fromB = Route(fixture, "b").FollowBehindGateAsync(right.Id, Keys("a"), default);
        await left.Entered;
        await right.Entered;
        left.Open();
        right.Open();

        using var patience = new CancellationTokenSource(Patience);
        while (!(fromA.IsCompleted && fromB.IsCompleted))
        {
            patience.Token.ThrowIfCancellationRequested();
            fixture.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        var (failed, other) = fromA.IsFaulted ? (fromA, fromB) : (fromB, fromA);
        (await other).ShouldBe(2);
        var error = await Should.ThrowAsync<CallCycleException>(failed);
        error.Message.ShouldContain($"({Key("a")})");
        error.Message.ShouldContain($"({Key("b")})");
    }

    private string[] Keys(params string[] names) => [.. names.Select(name => Key(name).Value)];

    private string Chain(params string[] names) => string.Join(" -> ", names.Select(name => $"IRouteGrain({Key(name)}).FollowAsync"));
}
