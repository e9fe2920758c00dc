using System.Collections.Concurrent;
using FencyGrid.Contracts;
using FencyGrid.Embedded;

namespace FencyGrid.Silo.Hosting;

/// <summary>The grains that have their place in this silo.</summary>
internal sealed class HostedGrains : IGridHost
{
    private readonly ConcurrentDictionary<(Type Interface, string Key), Action> _leave = new();

    public void Add<TGrain>(Type grainInterface, GrainKey key, GrainHost<TGrain> host)
        where TGrain : class, IGridGrain =>
        _leave[(grainInterface, key.Value)] = host.Leave;

    public void Remove<TGrain>(Type grainInterface, GrainKey key, GrainHost<TGrain> host)
        where TGrain : class, IGridGrain =>
        _leave.TryRemove(KeyValuePair.Create((grainInterface, key.Value), (Action)host.Leave));

    /// <summary>The engine took the grain out of memory: it needs no place here any more.</summary>
    public void Released(Type grainInterface, GrainKey key) => Leave(grainInterface, key);

    /// <summary>Another writer may be another activation, which the directory knows better than this silo: the next call asks it.</summary>
    public void Conflicted(Type grainInterface, GrainKey key) => Leave(grainInterface, key);

    private void Leave(Type grainInterface, GrainKey key)
    {
        if (_leave.TryGetValue((grainInterface, key.Value), out var leave))
        {
            leave();
        }
    }
}
