using System.Diagnostics;
using FencyGrid.Silo.Faults.Cluster;

namespace FencyGrid.Silo.Faults.Faults;

/// <summary>Something that goes wrong with a cluster, and is mended again.</summary>
/// <param name="Name">In a few words.</param>
/// <param name="NeedsNetwork">Whether it takes network namespaces.</param>
/// <param name="RunAsync">Does it, and returns when the cluster is whole again.</param>
public sealed record Fault(string Name, bool NeedsNetwork, Func<FaultCluster, Random, CancellationToken, Task> RunAsync)
{
    private static readonly TimeSpan Away = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan Frozen = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan DatabaseAway = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    public static readonly Fault KillSilo = new("kill -9 of a silo", false, async (cluster, random, cancellationToken) =>
    {
        var silo = random.Next(cluster.Count);
        cluster[silo].Kill();
        await Task.Delay(Away, cancellationToken);
        await cluster.StartAsync(silo, cancellationToken);
    });

    /// <summary>For longer than the others take to give it up, so that it comes back to a cluster that goes on without it.</summary>
    public static readonly Fault FreezeSilo = new("a silo frozen for 15 s (SIGSTOP, SIGCONT)", false, async (cluster, random, cancellationToken) =>
    {
        var silo = random.Next(cluster.Count);
        await cluster[silo].FreezeAsync();
        try
        {
            await Task.Delay(Frozen, cancellationToken);
        }
        finally
        {
            await cluster[silo].ThawAsync();
        }

        await ReviveAsync(cluster, silo, cancellationToken);
    });

    public static readonly Fault CutSilo = new("a silo cut off from the others and the database for 15 s", true, async (cluster, random, cancellationToken) =>
    {
        var silo = random.Next(cluster.Count);
        await cluster.Network!.CutOffAsync(silo);
        try
        {
            await Task.Delay(Frozen, cancellationToken);
        }
        finally
        {
            await cluster.Network.ReconnectAsync(silo);
        }

        await ReviveAsync(cluster, silo, cancellationToken);
    });

    public static readonly Fault RestartDatabase = new("PostgreSQL restarted", false, async (cluster, _, _) =>
    {
        await cluster.Database.StopAsync();
        await cluster.Database.StartAsync();
    });

    public static readonly Fault KillDatabase = new("PostgreSQL killed under load, away for 2 s", false, async (cluster, _, cancellationToken) =>
    {
        await cluster.Database.CrashAsync();
        await Task.Delay(DatabaseAway, cancellationToken);
        await cluster.Database.StartAsync();
    });

    public static readonly Fault RollSilos = new("all silos replaced one by one by another build (SIGTERM)", false, async (cluster, _, cancellationToken) =>
    {
        cluster.Upgrade();
        for (var silo = 0; silo < cluster.Count; silo++)
        {
            await cluster[silo].StopAsync(cancellationToken).WaitAsync(Patience, cancellationToken);
            await cluster.StartAsync(silo, cancellationToken);
        }
    });

    public static IReadOnlyList<Fault> All { get; } = [KillSilo, FreezeSilo, CutSilo, RestartDatabase, KillDatabase, RollSilos];

    /// <summary>A silo that finds that it was given up ends itself, and is started again: waits until it, or its successor, is ready and stays so.</summary>
    private static async Task ReviveAsync(FaultCluster cluster, int silo, CancellationToken cancellationToken)
    {
        using var client = new HttpClient { BaseAddress = cluster.Addresses[silo], Timeout = TimeSpan.FromSeconds(2) };
        var begin = Stopwatch.GetTimestamp();

        // Ready, and not about to end: it has to say so for a while.
        for (var times = 0; times < 12; times = await FaultCluster.IsReadyAsync(client, cancellationToken) ? times + 1 : 0)
        {
            if (Stopwatch.GetElapsedTime(begin) > Patience)
            {
                throw new TimeoutException($"Silo {silo} is not ready again:\n{cluster[silo].Output}");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(250), cancellationToken);
        }
    }
}
