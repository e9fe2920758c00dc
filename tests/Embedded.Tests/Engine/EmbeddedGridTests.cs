using FencyGrid.Compliance.Engine;
using FencyGrid.Compliance.Engine.Grains;
using FencyGrid.Compliance.Time;
using FencyGrid.Contracts;
using FencyGrid.Embedded.Relay;
using FencyGrid.Grains.Engine;
using FencyGrid.Grains.Engine.Events.Relay;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace FencyGrid.Embedded.Tests.Engine;

public sealed class EmbeddedGridTests
{
    private static readonly GrainKey Key = GrainKey.Of("org", "a");
    private readonly ManualTimeProvider _time = new();

    public interface IUnregistered : IGridGrain;

    public interface IWithResult : IGridGrain
    {
        int Get();
    }

    [Fact]
    public async Task A_started_grid_collects_idle_grains_by_itself()
    {
        await using var services = Services().AddEmbeddedGrid(options => options.IdleAge = TimeSpan.FromMinutes(1)).BuildServiceProvider();
        var grid = services.GetRequiredService<EmbeddedGrid>();
        await grid.StartAsync(default);
        var key = GrainKey.Of(Ids.New(Ids.Organization), "a");
        await grid.Get<IProbeGrain>(key).SetAsync(1, default);
        grid.GrainsInMemory.ShouldBe(1);

        _time.Advance(TimeSpan.FromMinutes(2));

        // Only the grid's own timer can have dropped the first activation.
        (await grid.Get<IProbeGrain>(key).GetActivationAsync(default)).ShouldBe(2);
    }

    [Fact]
    public async Task Collected_grains_leave_nothing_behind()
    {
        await using var services = Services().AddEmbeddedGrid().BuildServiceProvider();
        var grid = services.GetRequiredService<EmbeddedGrid>();
        var organizationId = Ids.New(Ids.Organization);
        await Task.WhenAll(Enumerable.Range(0, 100).Select(i => grid.Get<IProbeGrain>(GrainKey.Of(organizationId, $"{i}")).GrowAsync(1000, default)));
        (grid.GrainsInMemory, grid.ResidentBytes).ShouldBe((100, 100_000));

        _time.Advance(TimeSpan.FromHours(1));
        await grid.CollectAsync();

        (grid.GrainsInMemory, grid.ResidentBytes).ShouldBe((0, 0));
    }

    [Fact]
    public async Task An_interface_without_a_grain_is_refused_with_advice()
    {
        await using var services = Services().AddEmbeddedGrid().BuildServiceProvider();

        Should.Throw<InvalidOperationException>(() => services.GetRequiredService<IGrid>().Get<IUnregistered>(Key)).Message.ShouldContain("AddGrain<IUnregistered");
    }

    [Fact]
    public async Task An_interface_whose_methods_are_not_asynchronous_is_refused_when_the_grid_is_built()
    {
        await using var services = Services().AddSingleton(new GrainRegistration(typeof(IWithResult), typeof(ProbeGrain))).AddEmbeddedGrid().BuildServiceProvider();

        Should.Throw<ArgumentException>(() => services.GetRequiredService<IGrid>()).Message.ShouldContain("IWithResult.Get returns Int32");
    }

    [Fact]
    public async Task Limits_that_make_no_sense_are_refused_by_name()
    {
        await using var services = Services()
            .AddEmbeddedGrid(options => options.MailboxCapacity = 0)
            .AddEventRelay(options => options.Concurrency = 0)
            .BuildServiceProvider();

        Should.Throw<OptionsValidationException>(() => services.GetRequiredService<IGrid>()).Message.ShouldContain("MailboxCapacity is 0");
        Should.Throw<OptionsValidationException>(() => services.GetRequiredService<IOptions<EventRelayOptions>>().Value).Message.ShouldContain("Concurrency is 0");
    }

    [Fact]
    public async Task A_stop_that_may_take_no_longer_leaves_unfinished_turns()
    {
        await using var services = Services().AddEmbeddedGrid().BuildServiceProvider();
        var grid = services.GetRequiredService<EmbeddedGrid>();
        var gate = Gate.Create();
        var turn = grid.Get<IProbeGrain>(GrainKey.Of(Ids.New(Ids.Organization), "a")).SetBehindGateAsync(1, gate.Id, default);
        await gate.Entered;

        await grid.StopAsync(new CancellationToken(canceled: true)).WaitAsync(TimeSpan.FromSeconds(30));

        turn.IsCompleted.ShouldBeFalse();
        gate.Open();
        await turn.WaitAsync(TimeSpan.FromSeconds(30));
    }

    private IServiceCollection Services() => new ServiceCollection()
        .AddSingleton(typeof(ILogger<>), typeof(NullLogger<>))
        .AddSingleton<TimeProvider>(_time)
        .AddComplianceGrains();
}
