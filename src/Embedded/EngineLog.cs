using Microsoft.Extensions.Logging;

namespace FencyGrid.Embedded;

internal static partial class EngineLog
{
    [LoggerMessage(1, LogLevel.Information, "{Call}: another writer was first; the activation is dropped and the call runs once more on a fresh one.")]
    public static partial void VersionConflict(ILogger logger, string call);

    [LoggerMessage(2, LogLevel.Warning, "{Call} failed; the activation is dropped all the same.")]
    public static partial void DeactivationFailed(ILogger logger, Exception exception, string call);

    [LoggerMessage(3, LogLevel.Warning, "The grid stops with {Calls} calls unfinished, because the host's shutdown timeout has passed.")]
    public static partial void StoppedWithUnfinishedCalls(ILogger logger, long calls);

    [LoggerMessage(4, LogLevel.Warning, "The grid stops without having deactivated all grains, because the host's shutdown timeout has passed.")]
    public static partial void StoppedWithoutDeactivation(ILogger logger);
}
