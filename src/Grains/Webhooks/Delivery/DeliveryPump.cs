using System.Threading.Channels;
using FencyGrid.Grains.Engine;
using FencyGrid.Grains.Engine.Store;
using Microsoft.Extensions.Logging;

namespace FencyGrid.Grains.Webhooks.Delivery;

/// <summary>
/// Takes one webhook's due deliveries from the store to the endpoint and their results back, beside the grain's turns. The engine keeps one
/// activation per webhook, and with it one pump: that is the lease on its deliveries. What a process had under way when it died is still due,
/// and is sent again by the next one. Only the oldest delivery of a subject is ever due, which keeps the order.
/// </summary>
internal sealed class DeliveryPump : IAsyncDisposable
{
    private const int ResultsPerCommit = 256;
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(1);

    private readonly PumpServices _services;
    private readonly Func<WebhookRow?> _webhook;
    private readonly string _organizationId;
    private readonly string _webhookId;
    private readonly Action<string> _gone;

    // The deliveries in memory by their positions, from the time they are read until their results are committed: whether another one of the
    // same subject was seen to wait. A read that began before such a commit may still show what it ended, so that is remembered meanwhile.
    private readonly Dictionary<long, bool> _held = [];
    private HashSet<long>? _doneDuringRead;
    private bool _mayBeMore;

    private readonly SemaphoreSlim _slots;
    private readonly Channel<bool> _wake = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly Channel<DeliveryRow> _results = Channel.CreateUnbounded<DeliveryRow>();
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _running;

    /// <param name="webhook">The webhook as it is now; null once it is deleted.</param>
    /// <param name="gone">Called with the reason when the endpoint says that it is gone for good.</param>
    public DeliveryPump(PumpServices services, string organizationId, string webhookId, Func<WebhookRow?> webhook, Action<string> gone)
    {
        _services = services;
        _organizationId = organizationId;
        _webhookId = webhookId;
        _webhook = webhook;
        _gone = gone;
        _slots = new SemaphoreSlim(services.Options.ConcurrencyPerEndpoint);

        // Out of the turn that starts it: what the pump calls is no part of that turn's chain of calls.
        using (ExecutionContext.SuppressFlow())
        {
            _running = Task.WhenAll(Task.Run(ReadAsync), Task.Run(RecordAsync));
        }
    }

    public void Wake() => _wake.Writer.TryWrite(true);

    /// <summary>Breaks off what is under way. It is sent again later: the endpoint may get it twice.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task ReadAsync()
    {
        var stopping = _stopping.Token;
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                await _services.Store.CommitAsync(new StoreTransaction().Add(new ReviveSubjects(_organizationId, _webhookId, _services.Time.Now())), stopping);
                while (true)
                {
                    await TakeDueAsync(stopping);
                    await _wake.Reader.ReadAsync(stopping);
                }
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                WebhookLog.DeliveriesUnreadable(_services.Logger, exception, _webhookId);
                await PauseAsync();
            }
        }
    }

    private async Task TakeDueAsync(CancellationToken stopping)
    {
        if (_webhook() is not { Enabled: true } || !BeginRead())
        {
            return;
        }

        IReadOnlyList<DueDelivery> due = [];
        try
        {
            due = await _services.Queries.ListDueAsync(_organizationId, _webhookId, _services.Time.GetUtcNow(), _services.Options.HeldPerWebhook, stopping);
        }
        finally
        {
            foreach (var delivery in EndRead(due))
            {
                _ = DeliverAsync(delivery, stopping);
            }
        }
    }

    /// <summary>Those that are held are due as well, and are read again with the others: with a backlog, only when half of them are done.</summary>
    private bool BeginRead()
    {
        lock (_held)
        {
            if (_held.Count > _services.Options.HeldPerWebhook / 2)
            {
                _mayBeMore = true;
                return false;
            }

            _doneDuringRead = [];
            return true;
        }
    }

    /// <returns>The deliveries that are now held and were not.</returns>
    private List<DeliveryRow> EndRead(IReadOnlyList<DueDelivery> due)
    {
        var taken = new List<DeliveryRow>();
        lock (_held)
        {
            _mayBeMore = due.Count == _services.Options.HeldPerWebhook;
            var again = false;
            foreach (var (delivery, hasNext) in due)
            {
                if (_doneDuringRead!.Contains(delivery.Position))
                {
                    again |= hasNext;
                    continue;
                }

                if (!_held.ContainsKey(delivery.Position))
                {
                    taken.Add(delivery);
                }

                _held[delivery.Position] = hasNext;
            }

            _doneDuringRead = null;
            if (again)
            {
                Wake();
            }
        }

        return taken;
    }

    private async Task DeliverAsync(DeliveryRow delivery, CancellationToken stopping)
    {
        DeliveryRow? result = null;
        try
        {
            await _slots.WaitAsync(stopping);
            try
            {
                if (_webhook() is { Enabled: true } webhook)
                {
                    result = await _services.Sender.AttemptAsync(webhook, delivery, stopping);
                }
            }
            finally
            {
                _slots.Release();
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            return;
        }
        catch (Exception exception)
        {
            // Ours, not the endpoint's: the store is away, or an event cannot be rendered. It counts as an attempt, so that it pauses and ends.
            WebhookLog.DeliveryFailed(_services.Logger, exception, _webhookId, delivery.Id);
            result = RetrySchedule.After(delivery, new TransportResult(null, null, "The server could not make this attempt."), _services.Options, _services.Time.Now());
        }

        if (result is null)
        {
            Forget([delivery]);
            return;
        }

        if (result.ResponseStatus == RetrySchedule.Gone)
        {
            _gone("The endpoint answered 410 Gone.");
        }

        _results.Writer.TryWrite(result);
    }

    /// <summary>While one commit is under way the next results gather.</summary>
    private async Task RecordAsync()
    {
        var batch = new List<DeliveryRow>();
        try
        {
            while (await _results.Reader.WaitToReadAsync(_stopping.Token))
            {
                while (batch.Count < ResultsPerCommit && _results.Reader.TryRead(out var result))
                {
                    batch.Add(result);
                }

                await WriteAsync(batch);
                Forget(batch);
                batch.Clear();
            }
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
        }
    }

    private async Task WriteAsync(List<DeliveryRow> batch)
    {
        while (true)
        {
            try
            {
                var transaction = new StoreTransaction();
                var now = _services.Time.Now();
                batch.ForEach(row => transaction.Add(new RecordAttempt(row, now)));
                await _services.Store.CommitAsync(transaction, _stopping.Token);
                return;
            }
            catch (Exception exception) when (!_stopping.IsCancellationRequested)
            {
                WebhookLog.ResultsNotWritten(_services.Logger, exception, _webhookId, batch.Count);
                await PauseAsync();
            }
        }
    }

    /// <summary>Has the store read again if more may be due now: there is room for it, or it waited for one of these.</summary>
    private void Forget(IEnumerable<DeliveryRow> deliveries)
    {
        lock (_held)
        {
            foreach (var delivery in deliveries)
            {
                _held.Remove(delivery.Position, out var hasNext);
                _mayBeMore |= hasNext;
                _doneDuringRead?.Add(delivery.Position);
            }

            if (_mayBeMore)
            {
                Wake();
            }
        }
    }

    private async Task PauseAsync() =>
        await Task.Delay(PauseAfterFailure, _services.Time, _stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
}

/// <summary>What every pump works with.</summary>
public sealed record PumpServices(
    IStore Store, IWebhookQueries Queries, DeliverySender Sender, WebhookOptions Options, TimeProvider Time, ILogger<PumpServices> Logger);
