using System.Diagnostics.CodeAnalysis;
using FencyGrid.Api.Health;
using FencyGrid.Contracts;

namespace FencyGrid.Silo.Membership;

/// <summary>
/// What this silo's grains say holds as long as the cluster takes it for alive. The cluster declares a silo dead after some three seconds without
/// an answer and brings its grains up elsewhere; a silo that was cut off or frozen does not know. So it asks the membership table twice a second, and
/// one that has heard nothing for two seconds refuses calls until it hears again: it never answers with what it remembers from before.
/// </summary>
internal sealed partial class SiloLease(IMembershipTable table, ILocalSiloDetails silo, TimeProvider time, ILogger<SiloLease> logger)
    : ILifecycleParticipant<ISiloLifecycle>, IReadiness, IDisposable
{
    private const string Refusal = "This silo has lost touch with the cluster.";

    private static readonly TimeSpan Period = TimeSpan.FromSeconds(0.5);

    /// <summary>Shorter than what it takes the others to give a silo up; see <see cref="SiloBuilderExtensions"/>.</summary>
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(2);

    private readonly CancellationTokenSource _stopping = new();
    private Task _asking = Task.CompletedTask;
    private long _confirmed = time.GetTimestamp();
    private volatile bool _isDead;

    /// <inheritdoc/>
    public string? NotReady => IsHeld ? null : Refusal;

    /// <summary>Whether this silo was told so lately that it lives that no other can have taken its grains over since.</summary>
    public bool IsHeld => !_isDead && time.GetElapsedTime(Volatile.Read(ref _confirmed)) <= Length;

    /// <exception cref="RetryableException">Whether the cluster takes this silo for alive is not known, or it does not.</exception>
    public void Check()
    {
        if (!IsHeld)
        {
            throw new RetryableException($"{Refusal} Nothing was done; call again, or another silo.");
        }
    }

    /// <summary>From when there is a table to ask, before there are grains.</summary>
    public void Participate(ISiloLifecycle lifecycle) => lifecycle.Subscribe(nameof(SiloLease), ServiceLifecycleStage.AfterRuntimeGrainServices, StartAsync, StopAsync);

    public void Dispose() => _stopping.Dispose();

    private async Task StartAsync(CancellationToken cancellationToken)
    {
        await ConfirmAsync(cancellationToken);
        _asking = Task.Run(() => AskAsync(_stopping.Token), CancellationToken.None);
    }

    private async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        await _asking;
    }

    private async Task AskAsync(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            await Task.Delay(Period, time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await ConfirmAsync(stopping);
        }
    }

    // A question that hangs keeps its connection, of which there are few, until the driver gives it up: it is waited for, and none is asked beside it.
    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "Whatever keeps the table from being read, it is read again.")]
    private async Task ConfirmAsync(CancellationToken cancellationToken)
    {
        var asked = time.GetTimestamp();
        try
        {
            var rows = await table.ReadRow(silo.SiloAddress).WaitAsync(cancellationToken);
            _isDead |= rows.Members.Any(row => row.Item1.Status == SiloStatus.Dead);
            Volatile.Write(ref _confirmed, asked);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
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
