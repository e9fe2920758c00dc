using Microsoft.Extensions.Logging;

namespace FencyGrid.Grains.Engine.Events.Relay;

internal static partial class RelayLog
{
    [LoggerMessage(20, LogLevel.Warning, "The outbox of consumer {Consumer} cannot be read; trying again.")]
    public static partial void OutboxUnreadable(ILogger logger, Exception exception, string consumer);

    [LoggerMessage(21, LogLevel.Warning, "Consumer {Consumer} failed at event {EventId} ({EventType}), attempt {Attempt}; it gets the event again after a pause.")]
    public static partial void ConsumerFailed(ILogger logger, Exception exception, string consumer, string eventId, string eventType, int attempt);

    [LoggerMessage(22, LogLevel.Warning, "{Count} events that consumer {Consumer} is done with cannot be acknowledged; trying again.")]
    public static partial void NotAcknowledged(ILogger logger, Exception exception, string consumer, int count);

    [LoggerMessage(23, LogLevel.Warning, "Publications are not announced; trying again.")]
    public static partial void NotAnnounced(ILogger logger, Exception exception);
}
