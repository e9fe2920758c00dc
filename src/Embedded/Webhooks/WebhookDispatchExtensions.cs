using FencyGrid.Grains.Webhooks;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace FencyGrid.Embedded.Webhooks;

public static class WebhookDispatchExtensions
{
    /// <summary>Looks for due deliveries for as long as the host runs. To be added after the grid, so that it stops before the grid does.</summary>
    public static IServiceCollection AddWebhookDispatch(this IServiceCollection services) => services.AddHostedService<WebhookDispatchService>();

    private sealed class WebhookDispatchService(WebhookDispatch dispatch) : BackgroundService
    {
        protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.Run(() => dispatch.RunAsync(stoppingToken), CancellationToken.None);
    }
}
