using System.Threading.Channels;
using FencyGrid.Grains.Engine.Store;

namespace FencyGrid.Grains.Engine.Events.Relay;

internal sealed partial class ConsumerRelay
{
    private readonly Channel<OutboxEntry> _consumed = Channel.CreateUnbounded<OutboxEntry>();

    /// <summary>
    /// Runs until <paramref name="stopping"/> is signalled, then finishes what is being consumed and acknowledges it, unless
    /// <paramref name="aborted"/> is signalled before.
    /// </summary>
    public async Task RunAsync(CancellationToken stopping, CancellationToken aborted)
    {
        var acknowledging = AcknowledgeAsync(aborted);
        await Task.WhenAll(Enumerable.Range(0, consumer.Concurrency ?? options.Concurrency).Select(_ => WorkAsync(stopping, aborted)).Prepend(ReadAsync(stopping)));
        _consumed.Writer.Complete();
        await acknowledging;
    }

    private async Task WorkAsync(CancellationToken stopping, CancellationToken aborted)
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                var lane = await _ready.Reader.ReadAsync(stopping);

                // A read that waits hears of the cancellation a moment after it was signalled.
                stopping.ThrowIfCancellationRequested();
                await HandOverAsync(lane, stopping, aborted);
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
        }
    }

    private async Task HandOverAsync(SubjectLane lane, CancellationToken stopping, CancellationToken aborted)
    {
        var (entry, attempt) = _buffer.Oldest(lane);
        try
        {
            await consumer.ConsumeAsync(entry.Event, attempt, aborted);
        }
        catch (Exception) when (aborted.IsCancellationRequested)
        {
            return;
        }
        catch (EventDeferredException deferred)
        {
            _ = DeferAsync(lane, deferred.Pause, stopping);
            return;
        }
        catch (Exception exception)
        {
            RelayLog.ConsumerFailed(logger, exception, consumer.Name, entry.Event.Id, entry.Event.Type, attempt);
            _ = RetryAsync(lane, _buffer.CountFailure(lane), stopping);
            return;
        }

        _consumed.Writer.TryWrite(entry);
        switch (_buffer.Complete(lane))
        {
            case LaneState.HasMore:
                _ready.Writer.TryWrite(lane);
                break;
            case LaneState.HasMoreInOutbox:
                _toRefill.Writer.TryWrite((lane, entry.Event));
                Wake();
                break;
        }
    }

    private async Task RetryAsync(SubjectLane lane, int failures, CancellationToken stopping)
    {
        await PauseAsync(failures, stopping);
        _ready.Writer.TryWrite(lane);
    }

    private async Task DeferAsync(SubjectLane lane, TimeSpan pause, CancellationToken stopping)
    {
        await Task.Delay(pause, time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _ready.Writer.TryWrite(lane);
    }

    /// <summary>While one commit is under way the next batch gathers.</summary>
    private async Task AcknowledgeAsync(CancellationToken aborted)
    {
        var batch = new List<OutboxEntry>();
        while (!aborted.IsCancellationRequested && await _consumed.Reader.WaitToReadAsync(CancellationToken.None))
        {
            while (batch.Count < options.BatchSize && _consumed.Reader.TryRead(out var entry))
            {
                batch.Add(entry);
            }

            var transaction = new StoreTransaction();
            foreach (var entry in batch)
            {
                transaction.Acknowledge(entry.Event.OrganizationId, consumer.Name, entry.Event.Id);
            }

            for (var failures = 0; !await TryCommitAsync(transaction, aborted);)
            {
                await PauseAsync(++failures, aborted);
                if (aborted.IsCancellationRequested)
                {
                    return;
                }
            }

            _buffer.Forget(batch);
            batch.Clear();
            if (_waitsForRoom)
            {
                Wake();
            }
        }
    }

    private async Task<bool> TryCommitAsync(StoreTransaction transaction, CancellationToken aborted)
    {
        try
        {
            await store.CommitAsync(transaction, aborted);
            return true;
        }
        catch (Exception exception)
        {
            RelayLog.NotAcknowledged(logger, exception, consumer.Name, transaction.Changes.Count);
            return false;
        }
    }
}
