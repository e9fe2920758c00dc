using FencyGrid.Grains.Engine.Store;
using Microsoft.Extensions.Logging;

namespace FencyGrid.Grains.Engine.Events.Relay;

/// <summary>
/// Hands the outbox's committed events to their consumers: at least once, in order per subject, different subjects at the same time.
/// An event that fails is handed over again after a growing pause, and holds up only its own subject. What was not acknowledged when the
/// process died is still in the outbox and is read again by the next relay. For any engine; only one may run on an outbox.
/// </summary>
public sealed class EventRelay : IDisposable
{
    private readonly IOutbox _outbox;
    private readonly EventRelayOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly List<ConsumerRelay> _consumers;
    private readonly CancellationTokenSource _stopping = new();
    private readonly CancellationTokenSource _aborted = new();
    private Task _running = Task.CompletedTask;

    public EventRelay(IOutbox outbox, IStore store, IEnumerable<IEventConsumer> consumers, EventRelayOptions options, TimeProvider time, ILogger<EventRelay> logger)
    {
        _outbox = outbox;
        _options = options;
        _time = time;
        _logger = logger;
        _consumers = [.. consumers.Select(consumer => new ConsumerRelay(consumer, outbox, store, options, time, logger))];
    }

    public void Start()
    {
        if (_consumers.Count > 0)
        {
            _running = Task.Run(() => Task.WhenAll(_consumers.Select(consumer => consumer.RunAsync(_stopping.Token, _aborted.Token)).Append(AnnounceAsync())));
        }
    }

    /// <summary>Takes up no more events, and returns when those being consumed are done and acknowledged, or left when <paramref name="cancellationToken"/> is signalled.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        await using var abort = cancellationToken.UnsafeRegister(static aborted => ((CancellationTokenSource)aborted!).Cancel(), _aborted);
        await _running.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public void Dispose()
    {
        _stopping.Cancel();
        _aborted.Cancel();
    }

    /// <summary>One waits for all consumers: an announcement is given once.</summary>
    private async Task AnnounceAsync()
    {
        while (!_stopping.IsCancellationRequested)
        {
            try
            {
                await _outbox.WaitForPublishedAsync(_options.RescanInterval, _stopping.Token);
            }
            catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                RelayLog.NotAnnounced(_logger, exception);
                await Task.Delay(_options.RescanInterval, _time, _stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }

            _consumers.ForEach(consumer => consumer.Wake());
        }
    }
}
