using FencyGrid.Contracts;
using FencyGrid.Contracts.Webhooks;
using FencyGrid.Grains.Engine;
using FencyGrid.Grains.Engine.Store;
using FencyGrid.Grains.Events;
using FencyGrid.Grains.Webhooks.Delivery;

namespace FencyGrid.Grains.Webhooks;

/// <inheritdoc cref="IWebhookGrain"/>
public class WebhookGrain(GrainContext context, IGrid grid, PumpServices services, IWebhookTransport transport) : Grain(context), IWebhookGrain
{
    private readonly string _webhookId = context.Key.Part(1);
    private readonly IStore _store = services.Store;
    private readonly TimeProvider _time = services.Time;
    private volatile WebhookRow? _row;
    private DeliveryPump? _pump;

    public override async Task ActivateAsync(CancellationToken cancellationToken) =>
        _row = await services.Queries.FindAsync(OrganizationId, _webhookId, cancellationToken);

    public override async Task DeactivateAsync(CancellationToken cancellationToken)
    {
        if (_pump is not null)
        {
            await _pump.DisposeAsync().AsTask().WaitAsync(cancellationToken);
        }
    }

    public async Task<Webhook> CreateAsync(NewWebhook webhook, CancellationToken cancellationToken)
    {
        if (_row is not null)
        {
            throw new StateConflictException($"A webhook with id '{_webhookId}' already exists.");
        }

        var limit = services.Options.WebhooksPerOrganization;
        if (await services.Queries.CountAsync(OrganizationId, cancellationToken) >= limit)
        {
            throw new InvalidRequestException($"There are {limit} webhooks already, which is as many as an organization may have. Delete one first.");
        }

        WebhookSignature.CheckSecret(webhook.Secret);
        await transport.CheckAsync(webhook.Url, cancellationToken);
        var now = _time.Now();
        var row = new WebhookRow(
            OrganizationId, _webhookId, webhook.Url, GridJson.Write(webhook.EventTypes), webhook.Algorithm, webhook.Secret,
            PreviousSecret: null, PreviousSecretExpiresAt: null, webhook.Enabled, DisabledReason: null, now, now, Version: 1);
        await _store.CommitAsync(new StoreTransaction().Insert(row), cancellationToken);
        _row = row;
        return row.View(now);
    }

    public Task<Webhook> GetAsync(CancellationToken cancellationToken) => Task.FromResult(Existing().View(_time.GetUtcNow()));

    public async Task<Webhook> UpdateAsync(WebhookChange change, CancellationToken cancellationToken)
    {
        var row = Existing();
        if (change.Url is { } url)
        {
            await transport.CheckAsync(url, cancellationToken);
        }

        var now = _time.Now();
        var enabled = change.Enabled ?? row.Enabled;
        await WriteAsync(
            Rotated(row, change, now) with
            {
                Url = change.Url ?? row.Url,
                EventTypes = change.EventTypes is { } types ? GridJson.Write(types) : row.EventTypes,
                Algorithm = change.Algorithm ?? row.Algorithm,
                Enabled = enabled,
                DisabledReason = enabled || change.Enabled == false ? null : row.DisabledReason,
                UpdatedAt = now,
            },
            cancellationToken);
        await WakeAsync(cancellationToken);
        return Existing().View(now);
    }

    public async Task DeleteAsync(CancellationToken cancellationToken)
    {
        var row = Existing();
        await _store.CommitAsync(new StoreTransaction().Add(new EraseDeliveries(OrganizationId, _webhookId)).Delete((IVersionedRow)row), cancellationToken);
        _row = null;
        if (Interlocked.Exchange(ref _pump, null) is { } pump)
        {
            await pump.DisposeAsync();
        }
    }

    public Task WakeAsync(CancellationToken cancellationToken)
    {
        if (_row is { Enabled: true })
        {
            _pump ??= new DeliveryPump(services, OrganizationId, _webhookId, () => _row, DisableLater);
            _pump.Wake();
        }

        return Task.CompletedTask;
    }

    public async Task DisableAsync(string reason, CancellationToken cancellationToken)
    {
        if (_row is { Enabled: true } row)
        {
            await WriteAsync(row with { Enabled = false, DisabledReason = reason, UpdatedAt = _time.Now() }, cancellationToken);
            WebhookLog.Disabled(services.Logger, _webhookId, reason);
        }
    }

    public async Task<WebhookDelivery> TestAsync(CancellationToken cancellationToken)
    {
        var now = _time.Now();
        var eventId = Ids.New(Ids.Event);
        var delivery = new DeliveryRow(
            OrganizationId, DeliveryRow.IdOf(_webhookId, eventId), _webhookId, eventId, EventTypes.WebhookTest, eventId, DeliveryStatus.Pending,
            Attempts: 0, now, DueAt: null, now, LastAttemptAt: null, ResponseStatus: null, Error: null, Position: 0);
        var sent = await services.Sender.TestAsync(Existing(), delivery, cancellationToken);
        await _store.CommitAsync(new StoreTransaction().Add(new AddDelivery(sent)), cancellationToken);
        return sent.View();
    }

    public async Task<WebhookDelivery> ReplayAsync(string deliveryId, CancellationToken cancellationToken)
    {
        if (!Existing().Enabled)
        {
            throw new StateConflictException($"The webhook '{_webhookId}' is disabled. Enable it first.");
        }

        var row = await FindDeliveryAsync(deliveryId, cancellationToken);
        if (row.EventType == EventTypes.WebhookTest)
        {
            throw new StateConflictException("A test is not replayed; send another one.");
        }

        if (!await services.Sender.IsKeptAsync(row, cancellationToken))
        {
            throw new StateConflictException($"The event '{row.EventId}' is no longer kept, so it cannot be delivered again.");
        }

        var now = _time.Now();
        var anew = row with { Status = DeliveryStatus.Pending, Attempts = 0, ExpiresAt = now + services.Options.RetryFor };
        await _store.CommitAsync(new StoreTransaction().Add(new ReplayDelivery(anew, now)), cancellationToken);
        await WakeAsync(cancellationToken);
        return (await FindDeliveryAsync(deliveryId, cancellationToken)).View();
    }

    private async Task<DeliveryRow> FindDeliveryAsync(string deliveryId, CancellationToken cancellationToken) =>
        await services.Queries.FindDeliveryAsync(OrganizationId, _webhookId, deliveryId, cancellationToken) ?? throw NotFoundException.Of("delivery", deliveryId);

    private WebhookRow Rotated(WebhookRow row, WebhookChange change, DateTimeOffset now)
    {
        var keepFor = change.KeepPreviousSecretFor;
        if (change.Secret is { } secret && secret != row.Secret)
        {
            WebhookSignature.CheckSecret(secret);
            return row with { Secret = secret, PreviousSecret = row.Secret, PreviousSecretExpiresAt = now + (keepFor ?? services.Options.SecretRotation) };
        }

        return keepFor is null || row.PreviousSecretExpiresAt is null ? row : row with { PreviousSecretExpiresAt = now + keepFor };
    }

    private async Task WriteAsync(WebhookRow next, CancellationToken cancellationToken)
    {
        // A secret that no longer signs is not kept.
        next = next.PreviousSecretExpiresAt > _time.GetUtcNow() ? next : next with { PreviousSecret = null, PreviousSecretExpiresAt = null };
        await _store.CommitAsync(new StoreTransaction().Update(next), cancellationToken);
        _row = next with { Version = next.Version + 1 };
    }

    /// <summary>From the pump, which is outside of turns: by a call of its own.</summary>
    private void DisableLater(string reason) => _ = DisableQuietlyAsync(reason);

    private async Task DisableQuietlyAsync(string reason)
    {
        try
        {
            await grid.Get<IWebhookGrain>(Key).DisableAsync(reason, CancellationToken.None);
        }
        catch (GridException exception)
        {
            // The endpoint says it again at the next delivery.
            WebhookLog.NotWoken(services.Logger, exception, _webhookId);
        }
    }

    private WebhookRow Existing() => _row ?? throw NotFoundException.Of("webhook", _webhookId);
}
