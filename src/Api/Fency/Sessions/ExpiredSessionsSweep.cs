using FencyGrid.Contracts;
using FencyGrid.Grains.Engine;
using FencyGrid.Grains.Engine.Store;
using FencyGrid.Grains.Sessions;

namespace FencyGrid.Api.Fency.Sessions;

/// <summary>Deletes sessions and streams that expired a while ago, for organizations that make no new ones and so take none along.</summary>
public sealed partial class ExpiredSessionsSweep(
    ISessionQueries sessions, IStore store, ClientSessionOptions options, TimeProvider time, ILogger<ExpiredSessionsSweep> logger) : BackgroundService
{
    private const int OrganizationsAtOnce = 100;
    private const int RowsAtOnce = 1_000;

    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await Task.Delay(Interval, time, stoppingToken);
                await SweepAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (GridException exception)
            {
                LogPostponed(logger, exception.Message);
            }
        }
    }

    public async Task SweepAsync(CancellationToken cancellationToken)
    {
        var before = time.Now() - options.KeepExpired;
        while (await sessions.ListOrganizationsToPruneAsync(before, OrganizationsAtOnce, cancellationToken) is { Count: > 0 } organizations)
        {
            foreach (var organization in organizations)
            {
                await store.CommitAsync(new StoreTransaction().Add(new PruneSessions(organization, before, RowsAtOnce)), cancellationToken);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Expired sessions are left for later: {Reason}")]
    private static partial void LogPostponed(ILogger logger, string reason);
}
