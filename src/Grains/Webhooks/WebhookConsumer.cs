using FencyGrid.Contracts;
using FencyGrid.Contracts.Webhooks;
using FencyGrid.Grains.Engine;
using FencyGrid.Grains.Engine.Events;
using FencyGrid.Grains.Engine.Store;
using FencyGrid.Grains.Webhooks.Delivery;

namespace FencyGrid.Grains.Webhooks;

/// <summary>Adds a delivery of each event to every webhook that wants it, and wakes those.</summary>
public sealed class WebhookConsumer(IGrid grid, PumpServices services) : IEventConsumer
{
    public string Name => EventConsumers.Webhooks;

    public async Task ConsumeAsync(GridEvent gridEvent, int attempt, CancellationToken cancellationToken)
    {
        var webhookIds = await services.Queries.ListWantingAsync(gridEvent.OrganizationId, gridEvent.Type, cancellationToken);
        var now = services.Time.Now();
        var transaction = new StoreTransaction();
        foreach (var webhookId in webhookIds)
        {
            transaction.Add(new AddDelivery(new DeliveryRow(
                gridEvent.OrganizationId, DeliveryRow.IdOf(webhookId, gridEvent.Id), webhookId, gridEvent.Id, gridEvent.Type, gridEvent.Subject,
                DeliveryStatus.Pending, Attempts: 0, now, now, now + services.Options.RetryFor, LastAttemptAt: null, ResponseStatus: null, Error: null, Position: 0)));
        }

        // Acknowledged in the same commit: the fan-out waits for the disk once.
        transaction.Acknowledge(gridEvent.OrganizationId, Name, gridEvent.Id);
        await services.Store.CommitAsync(transaction, cancellationToken);
        foreach (var webhookId in webhookIds)
        {
            await WakeAsync(gridEvent.OrganizationId, webhookId, cancellationToken);
        }
    }

    private async Task WakeAsync(string organizationId, string webhookId, CancellationToken cancellationToken)
    {
        try
        {
            await grid.Get<IWebhookGrain>(GrainKey.Of(organizationId, webhookId)).WakeAsync(cancellationToken);
        }
        catch (GridException exception)
        {
            WebhookLog.NotWoken(services.Logger, exception, webhookId);
        }
    }
}
