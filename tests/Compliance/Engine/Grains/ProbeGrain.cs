using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using FencyGrid.Contracts;
using FencyGrid.Grains.Engine;

namespace FencyGrid.Compliance.Engine.Grains;

public class ProbeGrain(GrainContext context, IGrid grid) : Grain(context), IProbeGrain
{
    private readonly List<int> _appended = [];
    private ImmutableList<Channel<int>> _watchers = [];
    private int _value;
    private int _published;
    private int _activation;
    private long _bytes;

    public override long ResidentBytes => _bytes;

    private ProbeStore Store => ProbeStore.Of(OrganizationId);

    private string Name => Key.Value;

    public override async Task ActivateAsync(CancellationToken cancellationToken)
    {
        _activation = ProbeStore.Count(Store.Activations, Name);
        if (Store.ActivationGates.TryGetValue(Name, out var gate))
        {
            await Gate.PassAsync(gate, cancellationToken);
        }

        if (Store.FailingActivations.TryGetValue(Name, out var failures) && failures > 0)
        {
            Store.FailingActivations[Name] = failures - 1;
            throw new StateConflictException("The rows cannot be read.");
        }

        _value = _published = Store.Values.GetValueOrDefault(Name);
    }

    public override async Task DeactivateAsync(CancellationToken cancellationToken)
    {
        if (Store.DeactivationGates.TryGetValue(Name, out var gate))
        {
            await Gate.PassAsync(gate, cancellationToken);
        }

        ProbeStore.Count(Store.Deactivations, Name);
    }

    public async Task<int> IncrementAsync(CancellationToken cancellationToken)
    {
        var value = _value;
        await Task.Yield();
        Publish(value + 1);
        return value + 1;
    }

    public Task SetAsync(int value, CancellationToken cancellationToken)
    {
        Publish(value);
        return Task.CompletedTask;
    }

    public async Task SetBehindGateAsync(int value, string gateId, CancellationToken cancellationToken)
    {
        _value = value;
        await Gate.PassAsync(gateId, cancellationToken);
        Publish(value);
    }

    public Task<int> GetAsync(CancellationToken cancellationToken) => Task.FromResult(_value);

    public Task<int> PeekAsync(CancellationToken cancellationToken) => Task.FromResult(Volatile.Read(ref _published));

    public async Task AppendAsync(int item, CancellationToken cancellationToken)
    {
        await Task.Yield();
        _appended.Add(item);
    }

    public Task<IReadOnlyList<int>> GetAppendedAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<int>>([.. _appended]);

    public Task<int> GetActivationAsync(CancellationToken cancellationToken) => Task.FromResult(_activation);

    public Task GrowAsync(long bytes, CancellationToken cancellationToken)
    {
        _bytes = bytes;
        return Task.CompletedTask;
    }

    public Task LeaveAsync(CancellationToken cancellationToken)
    {
        LeaveWhenIdle();
        return Task.CompletedTask;
    }

    public async Task FailAsync(string message, CancellationToken cancellationToken)
    {
        await Task.Yield();
        throw new InvalidRequestException(message);
    }

    public Task FailAtOnceAsync(string message, CancellationToken cancellationToken) => throw new InvalidRequestException(message);

    public async Task<int> ConflictAsync(int times, CancellationToken cancellationToken)
    {
        await Task.Yield();
        return ProbeStore.Count(Store.Runs, $"{Name} {nameof(ConflictAsync)}") <= times
            ? throw new VersionConflictException("Another activation wrote the row.")
            : _activation;
    }

    public Task SetInDoubtAsync(int value, CancellationToken cancellationToken)
    {
        Store.Values[Name] = value;
        throw new UncertainOutcomeException("The connection was lost during the commit.", new IOException());
    }

    public Task<int> HaveConflictAsync(string key, int times, CancellationToken cancellationToken)
    {
        ProbeStore.Count(Store.Runs, $"{Name} {nameof(HaveConflictAsync)}");
        return grid.Get<IProbeGrain>(GrainKey.Parse(key)).ConflictAsync(times, cancellationToken);
    }

    public async Task WaitForCancellationAsync(string gateId, string cancelledGateId, CancellationToken cancellationToken)
    {
        try
        {
            await Gate.PassAsync(gateId, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            _ = Gate.PassAsync(cancelledGateId, CancellationToken.None);
            throw;
        }
    }

    public async IAsyncEnumerable<int> WatchAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var items = Channel.CreateUnbounded<int>();
        ImmutableInterlocked.Update(ref _watchers, (watchers, added) => watchers.Add(added), items);
        try
        {
            yield return Volatile.Read(ref _published);
            await foreach (var item in items.Reader.ReadAllAsync(cancellationToken))
            {
                yield return item;
            }
        }
        finally
        {
            ImmutableInterlocked.Update(ref _watchers, (watchers, removed) => watchers.Remove(removed), items);
        }
    }

    private void Publish(int value)
    {
        _value = value;
        Store.Values[Name] = value;
        Volatile.Write(ref _published, value);
        foreach (var watcher in _watchers)
        {
            watcher.Writer.TryWrite(value);
        }
    }
}
