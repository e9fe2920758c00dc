using FencyGrid.Contracts.Idempotency;
using FencyGrid.Contracts.Webhooks;
using FencyGrid.Grains.Engine;
using FencyGrid.Grains.Engine.Events;
using FencyGrid.Grains.Events;
using FencyGrid.Grains.Events.Retention;
using FencyGrid.Grains.Idempotency;
using FencyGrid.Grains.Webhooks.Delivery;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace FencyGrid.Grains.Webhooks;

public static class WebhookExtensions
{
    /// <summary>Webhooks, what events say of their subjects, and idempotency keys. Needs an <see cref="IWebhookTransport"/> and an <see cref="IEventBody"/>.</summary>
    public static IServiceCollection AddWebhooks(this IServiceCollection services)
    {
        services.TryAddSingleton<WebhookOptions>();
        return services
            .AddGrain<IWebhookGrain, WebhookGrain>()
            .AddGrain<IIdempotencyGrain, IdempotencyGrain>()
            .AddSingleton<EventEntities>()
            .AddSingleton<DeliverySender>()
            .AddSingleton<PumpServices>()
            .AddSingleton<WebhookDispatch>()
            .AddSingleton<RetentionSweep>()
            .AddSingleton<IEventConsumer, WebhookConsumer>();
    }
}
