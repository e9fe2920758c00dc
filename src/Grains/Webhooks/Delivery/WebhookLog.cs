using Microsoft.Extensions.Logging;

namespace FencyGrid.Grains.Webhooks.Delivery;

internal static partial class WebhookLog
{
    [LoggerMessage(40, LogLevel.Warning, "The deliveries of webhook {WebhookId} cannot be read; trying again.")]
    public static partial void DeliveriesUnreadable(ILogger logger, Exception exception, string webhookId);

    [LoggerMessage(41, LogLevel.Warning, "{Count} results of webhook {WebhookId} cannot be written; trying again.")]
    public static partial void ResultsNotWritten(ILogger logger, Exception exception, string webhookId, int count);

    [LoggerMessage(42, LogLevel.Error, "Delivery {DeliveryId} of webhook {WebhookId} cannot be made.")]
    public static partial void DeliveryFailed(ILogger logger, Exception exception, string webhookId, string deliveryId);

    [LoggerMessage(43, LogLevel.Warning, "Webhooks with due deliveries cannot be looked for; trying again.")]
    public static partial void ScanFailed(ILogger logger, Exception exception);

    [LoggerMessage(44, LogLevel.Warning, "Webhook {WebhookId} cannot be woken; its deliveries are found by the next scan.")]
    public static partial void NotWoken(ILogger logger, Exception exception, string webhookId);

    [LoggerMessage(45, LogLevel.Information, "Webhook {WebhookId} is disabled: {Reason}")]
    public static partial void Disabled(ILogger logger, string webhookId, string reason);
}
