using Microsoft.Extensions.Options;
using Orleans.Configuration;

namespace FencyGrid.Silo.Membership;

/// <summary>
/// Limits how long a silo that stops tries to say so in the membership table. Orleans tries for as long as it may take to join, several minutes, whatever
/// time the host gives: where the database is away, the process would not end. What the others are not told they find out.
/// </summary>
internal sealed class SiloDeparture(IOptions<ClusterMembershipOptions> membership) : ILifecycleParticipant<ISiloLifecycle>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Stages stop from the last one down: this one comes before the silo's leaving.</summary>
    public void Participate(ISiloLifecycle lifecycle) =>
        lifecycle.Subscribe(nameof(SiloDeparture), ServiceLifecycleStage.Active, _ => Task.CompletedTask, StopAsync);

    private Task StopAsync(CancellationToken cancellationToken)
    {
        membership.Value.MaxJoinAttemptTime = Patience;
        return Task.CompletedTask;
    }
}
