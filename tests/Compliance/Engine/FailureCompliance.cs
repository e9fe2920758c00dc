using FencyGrid.Compliance.Engine.Grains;
using FencyGrid.Contracts;

namespace FencyGrid.Compliance.Engine;

public abstract class FailureCompliance : EngineCompliance
{
    [Fact]
    public async Task An_exception_reaches_the_caller_with_its_type_message_and_stack_and_the_activation_stays()
    {
        await using var fixture = await StartAsync();
        var probe = Probe(fixture, "a");

        var error = await Should.ThrowAsync<InvalidRequestException>(() => probe.FailAsync("The title is too long.", default).WaitAsync(Patience));

        error.Message.ShouldBe("The title is too long.");
        error.StackTrace.ShouldNotBeNull().ShouldContain($"{nameof(ProbeGrain)}.{nameof(ProbeGrain.FailAsync)}");
        (await probe.GetActivationAsync(default)).ShouldBe(1);
    }

    [Fact]
    public async Task An_exception_before_there_is_a_task_reaches_the_caller_through_the_task()
    {
        await using var fixture = await StartAsync();

        var call = Probe(fixture, "a").FailAtOnceAsync("Not like that.", default);

        (await Should.ThrowAsync<InvalidRequestException>(() => call.WaitAsync(Patience))).Message.ShouldBe("Not like that.");
    }

    [Fact]
    public async Task A_failed_activation_fails_the_call_and_the_next_call_tries_again()
    {
        await using var fixture = await StartAsync();
        Store.FailingActivations[Key("a").Value] = 2;
        var probe = Probe(fixture, "a");

        (await Should.ThrowAsync<StateConflictException>(() => probe.GetAsync(default).WaitAsync(Patience))).Message.ShouldBe("The rows cannot be read.");
        await Should.ThrowAsync<StateConflictException>(() => probe.PeekAsync(default).WaitAsync(Patience));

        (await probe.GetActivationAsync(default).WaitAsync(Patience)).ShouldBe(3);
    }

    [Fact]
    public async Task Calls_that_waited_for_a_failed_activation_fail_with_it()
    {
        await using var fixture = await StartAsync();
        Store.FailingActivations[Key("a").Value] = 1;
        var gate = Gate.Create();
        Store.ActivationGates[Key("a").Value] = gate.Id;
        var probe = Probe(fixture, "a");

        var calls = new List<Task> { probe.GetAsync(default) };
        await gate.Entered;
        calls.AddRange([probe.IncrementAsync(default), probe.PeekAsync(default)]);
        await fixture.UntilUnderWayAsync(calls.Count).WaitAsync(Patience);
        gate.Open();

        foreach (var call in calls)
        {
            await Should.ThrowAsync<StateConflictException>(() => call.WaitAsync(Patience));
        }

        (await probe.GetAsync(default).WaitAsync(Patience)).ShouldBe(0);
    }
}
