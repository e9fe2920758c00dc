using System.Diagnostics.CodeAnalysis;
using FencyGrid.Contracts;

namespace FencyGrid.Silo.Membership;

/// <summary>
/// What this silo's grains say holds as long as the cluster takes it for alive. The cluster declares a silo dead after some three seconds without
/// an answer and brings its grains up elsewhere; a silo that was cut off or frozen does not know. So it asks the membership table twice a second, and
/// one that has heard nothing for two seconds refuses calls until it hears again: it never answers with what it remembers from before.
/// </summary>
internal sealed partial class SiloLease(IMembershipTable table, ILocalSiloDetails silo, TimeProvider time, ILogger<SiloLease> logger) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(0.5);

    /// <summary>Shorter than what it takes the others to give a silo up; see <see cref="SiloBuilderExtensions"/>.</summary>
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(2);

    private long _confirmed = time.GetTimestamp();
    private volatile bool _isDead;

    /// <exception cref="RetryableException">Whether the cluster takes this silo for alive is not known, or it does not.</exception>
    public void Check()
    {
        if (_isDead || time.GetElapsedTime(Volatile.Read(ref _confirmed)) > Length)
        {
            throw new RetryableException("This silo has lost touch with the cluster. Nothing was done; call again, or another silo.");
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await ConfirmAsync(stoppingToken);
            await Task.Delay(Period, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "Whatever keeps the table from being read, it is read again.")]
    private async Task ConfirmAsync(CancellationToken stoppingToken)
    {
        var asked = time.GetTimestamp();
        try
        {
            var rows = await table.ReadRow(silo.SiloAddress).WaitAsync(Length, time, stoppingToken);
            _isDead |= rows.Members.Any(row => row.Item1.Status == SiloStatus.Dead);
            Volatile.Write(ref _confirmed, asked);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
        catch (Exception exception)
        {
            LogUnconfirmed(logger, exception);
        }
    }

    [LoggerMessage(12, LogLevel.Warning, "The membership table could not be read; calls are refused until it can be.")]
    private static partial void LogUnconfirmed(ILogger logger, Exception exception);
}
