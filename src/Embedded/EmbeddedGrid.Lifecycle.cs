using Microsoft.Extensions.Hosting;

namespace FencyGrid.Embedded;

/// <summary>Starting and stopping. The grid answers calls from its construction on; starting it begins the collection of idle grains.</summary>
public sealed partial class EmbeddedGrid : IHostedLifecycleService, IDisposable
{
    private readonly CancellationTokenSource _streamsEnding = new();
    private readonly CancellationTokenSource _aborted = new();
    private readonly TaskCompletionSource _drained = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _breakingCircles = new();
    private ITimer? _collection;
    private Task _collecting = Task.CompletedTask;
    private volatile bool _stopping;

    /// <summary>Signalled when the grid begins to stop: live streams end then, as they would not by themselves.</summary>
    internal CancellationToken StreamsEnding => _streamsEnding.Token;

    /// <summary>Signalled when the time for an orderly stop has passed; what activations and deactivations get as their token.</summary>
    internal CancellationToken Aborted => _aborted.Token;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        // A grain goes at most a quarter of the age later than it could.
        var period = Options.IdleAge / 4;
        _collection = Time.CreateTimer(static state => ((EmbeddedGrid)state!).BeginCollecting(), this, period, period);
        return Task.CompletedTask;
    }

    /// <summary>Ends the live streams, so that the front end, which stops before the grid, need not wait for those who listen.</summary>
    public Task StoppingAsync(CancellationToken cancellationToken) => _streamsEnding.CancelAsync();

    /// <summary>
    /// Refuses calls from outside, lets the accepted ones finish, with whatever they call, then deactivates all grains.
    /// What is unfinished when <paramref name="cancellationToken"/> is signalled is left.
    /// </summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        _stopping = true;
        Interlocked.MemoryBarrier();
        await _streamsEnding.CancelAsync();
        _collection?.Dispose();
        if (Interlocked.Read(ref _callsUnderWay) == 0)
        {
            _drained.TrySetResult();
        }

        try
        {
            await _drained.Task.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            EngineLog.StoppedWithUnfinishedCalls(Logger, Interlocked.Read(ref _callsUnderWay));
            await _aborted.CancelAsync();
            return;
        }

        try
        {
            // Again until none is left: a grain's deactivation may have called another one.
            while (_types.Values.SelectMany(type => type.Mailboxes).Select(mailbox => mailbox.DeactivateAsync()).ToList() is { Count: > 0 } deactivations)
            {
                await Task.WhenAll(deactivations).WaitAsync(cancellationToken);
            }
        }
        catch (OperationCanceledException)
        {
            EngineLog.StoppedWithoutDeactivation(Logger);
            await _aborted.CancelAsync();
        }
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose()
    {
        _collection?.Dispose();
        _breaking.Dispose();
        _streamsEnding.Dispose();
        _aborted.Dispose();
    }

    private void BreakCircles()
    {
        // A timer may fire again while its last call still runs.
        if (_breakingCircles.TryEnter())
        {
            try
            {
                _crossingCalls.Break();
            }
            finally
            {
                _breakingCircles.Exit();
            }
        }
    }

    private void BeginCollecting() => _collecting = Task.WhenAll(Collector.CollectAged());

    /// <summary>Takes out of memory, now, what the idle age and the memory budget do not let stay.</summary>
    internal async Task CollectAsync() => await Task.WhenAll([_collecting, .. Collector.CollectAged(), .. Collector.CollectOverBudget()]);
}
