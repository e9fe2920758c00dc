using FencyGrid.Contracts;
using FencyGrid.Grains.Engine;

namespace FencyGrid.Silo.Turns;

/// <summary>A grain whose turn does next to nothing, so that what is measured is what a turn costs.</summary>
public interface ICounterGrain : IGridGrain
{
    Task<int> AddAsync(int number, CancellationToken cancellationToken);
}

public sealed class CounterGrain(GrainContext context) : FencyGrid.Grains.Engine.Grain(context), ICounterGrain
{
    private int _sum;

    public Task<int> AddAsync(int number, CancellationToken cancellationToken) => Task.FromResult(_sum += number);
}
