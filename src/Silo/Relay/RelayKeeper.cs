using System.Diagnostics.CodeAnalysis;
using FencyGrid.Silo.Membership;
using Microsoft.Extensions.Options;

namespace FencyGrid.Silo.Relay;

/// <summary>Has all relays run: when this silo starts, when another one comes or goes, and every few seconds besides.</summary>
internal sealed partial class RelayKeeper(
    IGrainFactory grains, IClusterMembershipService membership, IOptions<GridClusterOptions> options, TimeProvider time, ILogger<RelayKeeper> logger) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(5);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(KeepAsync(stoppingToken), FollowMembershipAsync(stoppingToken));

    private async Task KeepAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await EnsureAllAsync();
            await Task.Delay(Period, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task FollowMembershipAsync(CancellationToken stoppingToken)
    {
        try
        {
            await foreach (var _ in membership.MembershipUpdates.WithCancellation(stoppingToken))
            {
                await EnsureAllAsync();
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
    }

    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "Whatever keeps a relay from running, it is tried again.")]
    private async Task EnsureAllAsync()
    {
        try
        {
            await Task.WhenAll(Enumerable.Range(0, options.Value.RelayPartitions).Select(part => grains.GetGrain<IRelayGrain>(part).EnsureAsync()));
        }
        catch (Exception exception)
        {
            LogNotRunning(logger, exception);
        }
    }

    [LoggerMessage(11, LogLevel.Warning, "A relay does not run; trying again.")]
    private static partial void LogNotRunning(ILogger logger, Exception exception);
}
