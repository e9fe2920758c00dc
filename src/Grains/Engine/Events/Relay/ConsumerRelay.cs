using System.Threading.Channels;
using FencyGrid.Grains.Engine.Store;
using Microsoft.Extensions.Logging;

namespace FencyGrid.Grains.Engine.Events.Relay;

/// <summary>
/// Takes one consumer's events from the outbox to the consumer and back as acknowledgements. One reader, several workers, one
/// writer of acknowledgements. This part reads; the other one hands over and acknowledges.
/// </summary>
internal sealed partial class ConsumerRelay(
    IEventConsumer consumer,
    IOutbox outbox,
    IStore store,
    EventRelayOptions options,
    TimeProvider time,
    ILogger logger)
{
    private readonly EventBuffer _buffer = new(options);
    private readonly Channel<SubjectLane> _ready = Channel.CreateUnbounded<SubjectLane>();
    private readonly Channel<(SubjectLane Lane, GridEvent Last)> _toRefill = Channel.CreateUnbounded<(SubjectLane, GridEvent)>();
    private readonly Channel<bool> _wake = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>Everything up to this position has been read once.</summary>
    private long _readUpTo;
    private volatile bool _waitsForRoom;
    private long _lastRescan = time.GetTimestamp();

    /// <summary>Has the reader look for new events.</summary>
    public void Wake() => _wake.Writer.TryWrite(true);

    /// <summary>Reads until <paramref name="stopping"/> is signalled.</summary>
    private async Task ReadAsync(CancellationToken stopping)
    {
        var failures = 0;
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                await RefillLanesAsync(stopping);
                var more = await ReadNewAsync(stopping);
                await RescanWhenDueAsync(stopping);
                failures = 0;
                if (!more)
                {
                    await _wake.Reader.ReadAsync(stopping);
                }
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                RelayLog.OutboxUnreadable(logger, exception, consumer.Name);
                await PauseAsync(++failures, stopping);
            }
        }
    }

    /// <returns>Whether there may be more to read now.</returns>
    private async Task<bool> ReadNewAsync(CancellationToken stopping)
    {
        // Set before looking, so that room which is made meanwhile is announced.
        _waitsForRoom = true;
        var room = _buffer.Room;
        if (room == 0 || room < Math.Min(options.BatchSize, options.BufferedEvents / 2))
        {
            return false;
        }

        _waitsForRoom = false;
        var limit = Math.Min(options.BatchSize, room);
        var page = await outbox.ReadAsync(consumer.Name, _readUpTo, limit, stopping);
        Add(page);
        _readUpTo = page.Count == 0 ? _readUpTo : page[^1].Position;
        return page.Count == limit;
    }

    /// <summary>Where commits of different subjects become visible out of order, one may show up before what was read last.</summary>
    private async Task RescanWhenDueAsync(CancellationToken stopping)
    {
        if (time.GetElapsedTime(_lastRescan) < options.RescanInterval)
        {
            return;
        }

        _lastRescan = time.GetTimestamp();
        for (var position = 0L; position < _readUpTo && _buffer.Room > 0;)
        {
            _buffer.BeginScan();
            try
            {
                var page = await outbox.ReadAsync(consumer.Name, position, options.BatchSize, stopping);
                Add(page.Where(entry => entry.Position <= _readUpTo));
                position = page.Count < options.BatchSize ? long.MaxValue : page[^1].Position;
            }
            finally
            {
                _buffer.EndScan();
            }
        }
    }

    /// <summary>Goes back for the events of subjects that had too many for the buffer.</summary>
    private async Task RefillLanesAsync(CancellationToken stopping)
    {
        while (_toRefill.Reader.TryPeek(out var refill))
        {
            var position = refill.Lane.LastPosition;
            for (var done = false; !done;)
            {
                var page = await outbox.ReadAsync(consumer.Name, position, options.BatchSize, stopping);
                var isLast = page.Count < options.BatchSize || page[^1].Position >= _readUpTo;
                done = _buffer.Refill(refill.Lane, refill.Last.OrganizationId, refill.Last.Subject, page.Where(entry => entry.Position <= _readUpTo), isLast);
                position = page.Count == 0 ? position : page[^1].Position;
            }

            _toRefill.Reader.TryRead(out _);
            if (refill.Lane.Entries.Count > 0)
            {
                _ready.Writer.TryWrite(refill.Lane);
            }
        }
    }

    private void Add(IEnumerable<OutboxEntry> page)
    {
        foreach (var entry in page)
        {
            if (_buffer.Add(entry) is { } lane)
            {
                _ready.Writer.TryWrite(lane);
            }
        }
    }

    /// <summary>Also ends, without an exception, when <paramref name="stopping"/> is signalled.</summary>
    private async Task PauseAsync(int failures, CancellationToken stopping) =>
        await Task.Delay(RetryDelay(failures), time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    /// <summary>Doubles with every failure up to the longest; half of it is random, so that what failed together is not retried together.</summary>
    private TimeSpan RetryDelay(int failures)
    {
        var delay = options.FirstRetryDelay * Math.Pow(2, Math.Min(failures - 1, 30));
        var longest = delay < options.LongestRetryDelay ? delay : options.LongestRetryDelay;
        return longest * (0.5 + (0.5 * Random.Shared.NextDouble()));
    }
}
