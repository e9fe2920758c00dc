using System.Collections.Concurrent;
using FencyGrid.Grains.Engine.Events;

namespace FencyGrid.Silo.Relay;

/// <summary>Hands the store's announcements, which it gives once in a process, to every relay of this silo.</summary>
internal sealed partial class RelayAnnouncements(IOutbox outbox, TimeProvider time, ILogger<RelayAnnouncements> logger) : BackgroundService
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    // Every relay looks for each of its consumers: what is published in between is announced together.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    private readonly ConcurrentDictionary<SemaphoreSlim, bool> _listeners = new();

    public void Add(SemaphoreSlim listener) => _listeners[listener] = true;

    public void Remove(SemaphoreSlim listener) => _listeners.TryRemove(listener, out _);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await outbox.WaitForPublishedAsync(Patience, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                LogNotAnnounced(logger, exception);
                await Task.Delay(Patience, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }

            foreach (var (listener, _) in _listeners)
            {
                Wake(listener);
            }

            await Task.Delay(Pause, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static void Wake(SemaphoreSlim listener)
    {
        lock (listener)
        {
            if (listener.CurrentCount == 0)
            {
                listener.Release();
            }
        }
    }

    [LoggerMessage(10, LogLevel.Warning, "Publications are not announced; the relays look by themselves meanwhile.")]
    private static partial void LogNotAnnounced(ILogger logger, Exception exception);
}
