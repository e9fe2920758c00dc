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

    public static readonly Fault RollSilos = new("all silos replaced one by one (SIGTERM)", false, async (cluster, _, cancellationToken) =>
    {
        for (var silo = 0; silo < cluster.Count; silo++)
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            patience.CancelAfter(Patience);
            await cluster[silo].StopAsync(patience.Token);
            await cluster.StartAsync(silo, cancellationToken);
        }
    });

    public static IReadOnlyList<Fault> All { get; } = [KillSilo, FreezeSilo, CutSilo, RestartDatabase, KillDatabase, RollSilos];

    /// <summary>A silo that finds that it was given up ends itself; whatever runs it (systemd, Kubernetes) starts it again.</summary>
    private static async Task ReviveAsync(FaultCluster cluster, int silo, CancellationToken cancellationToken)
    {
        using var client = new HttpClient { BaseAddress = cluster.Addresses[silo], Timeout = TimeSpan.FromSeconds(2) };
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        while (true)
        {
            if (cluster[silo].HasExited)
            {
                await cluster.StartAsync(silo, cancellationToken);
                return;
            }

            // Ready, and not about to end: it has to say so for a while.
            var isReady = true;
            for (var ask = 0; ask < 12 && isReady; ask++)
            {
                try
                {
                    using var answer = await client.GetAsync("/readyz", patience.Token);
                    isReady = answer.IsSuccessStatusCode && !cluster[silo].HasExited;
                }
                catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException && !patience.IsCancellationRequested)
                {
                    isReady = false;
                }

                await Task.Delay(TimeSpan.FromMilliseconds(250), patience.Token);
            }

            if (isReady)
            {
                return;
            }
        }
    }
}
