using FencyGrid.Contracts;
using FencyGrid.Contracts.Webhooks;
using FencyGrid.Grains.Webhooks.Delivery;

namespace FencyGrid.Grains.Webhooks;

/// <summary>
/// Looks for webhooks with due deliveries and wakes them: those to be retried, and those that a process left behind. For any engine; several
/// processes may do it, since waking a webhook twice changes nothing.
/// </summary>
public sealed class WebhookDispatch(IGrid grid, PumpServices services)
{
    /// <summary>Runs until <paramref name="stopping"/> is signalled.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                foreach (var key in await services.Queries.ListWebhooksDueAsync(services.Time.GetUtcNow(), stopping))
                {
                    await grid.Get<IWebhookGrain>(key).WakeAsync(stopping);
                }
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                WebhookLog.ScanFailed(services.Logger, exception);
            }

            await Task.Delay(services.Options.ScanInterval, services.Time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
