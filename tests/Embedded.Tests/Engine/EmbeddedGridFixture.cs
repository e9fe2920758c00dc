using FencyGrid.Compliance.Engine;
using FencyGrid.Compliance.Time;
using FencyGrid.Contracts;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace FencyGrid.Embedded.Tests.Engine;

internal sealed class EmbeddedGridFixture : IGridFixture
{
    private readonly ManualTimeProvider _time = new();
    private readonly ServiceProvider _services;
    private readonly EmbeddedGrid _grid;

    private EmbeddedGridFixture(GridSettings settings)
    {
        _services = new ServiceCollection()
            .AddSingleton(typeof(ILogger<>), typeof(NullLogger<>))
            .AddSingleton<TimeProvider>(_time)
            .AddComplianceGrains()
            .AddEmbeddedGrid(options =>
            {
                options.MailboxCapacity = settings.MailboxCapacity;
                options.IdleAge = settings.IdleAge;
                options.MemoryBudgetBytes = settings.MemoryBudgetBytes;
            })
            .BuildServiceProvider();
        _grid = _services.GetRequiredService<EmbeddedGrid>();
    }

    public IGrid Grid => _grid;

    /// <summary>The grid's own timer is left out, so that a fact alone says when idle grains are collected.</summary>
    public static Task<IGridFixture> StartAsync(GridSettings settings) => Task.FromResult<IGridFixture>(new EmbeddedGridFixture(settings));

    public void Advance(TimeSpan span) => _time.Advance(span);

    public Task CollectAsync() => _grid.CollectAsync();

    public Task UntilUnderWayAsync(int calls) => Task.CompletedTask;

    public Task StopAsync() => _grid.StopAsync(default);

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
