using FencyGrid.Contracts;
using FencyGrid.Grains.Engine.Scheduling;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace FencyGrid.Embedded.Scheduling;

/// <summary>Looks for due work once a second, in each lane by itself, and at once again while there is more of it.</summary>
public sealed partial class ScheduledWorkLoop(ScheduledWorkRunner runner, TimeProvider time, ILogger<ScheduledWorkLoop> logger) : BackgroundService
{
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(runner.Lanes.Select(lane => RunAsync(lane, stoppingToken)));

    private async Task RunAsync(IReadOnlyList<string> lane, CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                while (await runner.RunDueAsync(lane, stoppingToken) > 0)
                {
                }

                await Task.Delay(Interval, time, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (GridException exception)
            {
                LogStoreAway(logger, exception);
                await Task.Delay(Interval, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Due work could not be read or written now; the next look is in a second.")]
    private static partial void LogStoreAway(ILogger logger, Exception exception);
}
