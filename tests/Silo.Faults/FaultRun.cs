using System.Diagnostics;
using FencyGrid.Silo.Faults.Cluster;
using FencyGrid.Silo.Faults.Faults;
using FencyGrid.Silo.Faults.Histories;
using FencyGrid.Silo.Faults.Load;
using FencyGrid.Silo.Faults.Reporting;

namespace FencyGrid.Silo.Faults;

public sealed record FaultRunOptions
{
    /// <summary>The server's assembly.</summary>
    public required string Program { get; init; }

    /// <summary>Another build of it, which silos are replaced by and then back; null for the same.</summary>
    public string? NextProgram { get; init; }

    public int Silos { get; init; } = 3;

    public double CallsPerSecond { get; init; } = 60;

    public int Seed { get; init; } = 1;

    /// <summary>How long a call waits for its answer.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long the load goes on before the first fault and after each.</summary>
    public TimeSpan Calm { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Where what the silos print is kept; null for nowhere.</summary>
    public string? LogFolder { get; init; }
}

/// <param name="MissedSearches">Searches that did not show an acknowledged text in time.</param>
/// <param name="Restarts">How often a silo ended of itself and was started again.</param>
public sealed record FaultRunResult(
    IReadOnlyList<FaultFigures> Figures, int Calls, int Memories, int Notes, int Tasks, int Events, int RepeatedEvents, int MissedSearches, int Restarts, IReadOnlyCollection<string> Violations);

/// <summary>A cluster under a mixed load, one fault after the other, and at its end a look at everything that was acknowledged.</summary>
public sealed class FaultRun(FaultRunOptions options, TextWriter log)
{
    private static readonly TimeSpan ReadyPatience = TimeSpan.FromSeconds(90);

    /// <param name="faults">As they come; the run ends with the last one.</param>
    public async Task<FaultRunResult> RunAsync(IEnumerable<Fault> faults, CancellationToken cancellationToken)
    {
        log = TextWriter.Synchronized(log);
        var violations = new Violations(log);
        var clock = Stopwatch.StartNew();
        await using var cluster = await FaultCluster.StartAsync(options.Program, options.NextProgram ?? options.Program, options.Silos, log, options.LogFolder);
        await log.WriteLineAsync($"{clock.Elapsed.TotalSeconds,6:0.0} s  {cluster.Count} silos are ready{(cluster.Network is null ? " on the loopback address" : "")}.");
        await using var webhook = await WebhookHistory.StartAsync(cluster.ClientAddress, violations);
        await using var frontEnds = new FrontEnds(cluster.Addresses, FaultCluster.SecretKey, options.Timeout, clock);
        var workload = new Workload(frontEnds, clock, options.CallsPerSecond, options.Seed, violations);
        await workload.PrepareAsync(webhook.Url);
        using var stop = new CancellationTokenSource();
        var load = Task.Run(() => workload.RunAsync(stop.Token), CancellationToken.None);
        var spans = new List<(string Name, TimeSpan Begin, TimeSpan End)>();
        try
        {
            var first = clock.Elapsed;
            await CalmAsync();

            // Without the calls that the first fault meets on their way.
            spans.Add(("no fault", first, clock.Elapsed - TimeSpan.FromSeconds(1)));
            var random = new Random(options.Seed);
            foreach (var fault in faults)
            {
                var begin = clock.Elapsed;
                await log.WriteLineAsync($"{begin.TotalSeconds,6:0.0} s  {fault.Name}");
                await fault.RunAsync(cluster, random, cancellationToken);
                await frontEnds.UntilReadyAsync(ReadyPatience);
                await CalmAsync();
                spans.Add((fault.Name, begin, clock.Elapsed));
            }
        }
        finally
        {
            await stop.CancelAsync();
            await load;
        }

        await log.WriteLineAsync($"{clock.Elapsed.TotalSeconds,6:0.0} s  Checking {workload.Memories.Count} memories, {workload.TreeHistories.Sum(tree => tree.Acknowledged)} notes, {workload.Tasks.Accepted.Count} tasks.");
        await workload.VerifyAsync(webhook);
        await log.WriteLineAsync($"{clock.Elapsed.TotalSeconds,6:0.0} s  Done: {violations.Found.Count} violations.");
        return new FaultRunResult(
            [.. spans.Select(span => FaultFigures.Of(span.Name, frontEnds.Calls, span.Begin, span.End))],
            frontEnds.Calls.Count, workload.Memories.Count, workload.TreeHistories.Sum(tree => tree.Acknowledged), workload.Tasks.Accepted.Count,
            webhook.Count, webhook.Repeats, workload.MissedSearches, cluster.Restarts, violations.Found);

        Task CalmAsync() => Task.Delay(options.Calm, cancellationToken);
    }
}
