using FencyGrid.Bench.Placement.Strategies;
using FencyGrid.Bench.Reporting;

namespace FencyGrid.Bench.Placement;

/// <summary>
/// What placement strategies make of many silos, in simulation: how evenly trees and search shards lie, and what moves when a silo leaves,
/// when one joins and when all are restarted one by one.
/// </summary>
public sealed class PlacementBench(Report report, int silos, int trees, int types, int seed)
{
    public static IPlacementStrategy[] Strategies() =>
        [new RandomPlacement(), new HashPlacement(), new RendezvousPlacement(), new ActivationCountPlacement(), new ResourceOptimizedPlacement(), new PreferLocalPlacement()];

    public void Run()
    {
        var population = Population.Trees(trees, seed);
        foreach (var strategy in Strategies())
        {
            Trees(population, strategy);
        }

        var shards = Population.Shards(types, seed);
        report.Add("search shards", shards.Length, "shards");
        foreach (var strategy in (IPlacementStrategy[])[.. Strategies(), new SpreadPlacement()])
        {
            Shards(shards, strategy);
        }

        Directory(population, 1);
        Directory(population, 30);
    }

    private void Trees(SimulatedGrain[] population, IPlacementStrategy strategy)
    {
        var cluster = new Cluster(population, strategy, silos, hasAffinity: false, seed);
        Add(strategy, "activations", Balance.Of(cluster.Silos.Select(silo => (double)silo.Activations)));
        Add(strategy, "bytes", Balance.Of(cluster.Silos.Select(silo => silo.Bytes)));
        Add(strategy, "calls", Balance.Of(cluster.Silos.Select(silo => silo.Calls)));

        var (activated, loaded) = (cluster.Activated, cluster.LoadedBytes);
        cluster.Leave(cluster.Silos[silos / 2]);
        report.Add($"trees, {strategy.Name}: activated anew after one silo left", Percent(cluster.Activated - activated, population.Length), "%");
        report.Add($"trees, {strategy.Name}: loaded anew after one silo left", Percent(cluster.LoadedBytes - loaded, cluster.EvenBytes * silos), "%");
        Add(strategy, "calls, one silo less", Balance.Of(cluster.Silos.Select(silo => silo.Calls)));

        var joined = cluster.Join(silos);
        foreach (var share in (double[])[0.1, 0.4])
        {
            cluster.TurnOver(share);
            var part = share == 0.1 ? "10" : "46";
            report.Add($"trees, {strategy.Name}: a new silo's activations / mean, {part} % turned over", joined.Activations / cluster.Silos.Average(silo => (double)silo.Activations), "x");
            report.Add($"trees, {strategy.Name}: busiest silo / mean, {part} % turned over", Balance.Of(cluster.Silos.Select(silo => silo.Calls)).Max, "x");
        }

        activated = cluster.Activated;
        foreach (var silo in cluster.Silos.OrderBy(silo => silo.Number).ToArray())
        {
            cluster.Leave(silo);
            cluster.Join(silo.Number + silos + 1);
        }

        report.Add($"trees, {strategy.Name}: activations per tree while all silos restart", (cluster.Activated - activated) / (double)population.Length, "x");
        Add(strategy, "activations after all silos restarted", Balance.Of(cluster.Silos.Select(silo => (double)silo.Activations)));
        report.Add($"trees, {strategy.Name}: calls that come in where their tree is, callers with a silo of their own", 100 * new Cluster(population, strategy, silos, hasAffinity: true, seed).LocalShare(), "%");
    }

    private void Shards(SimulatedGrain[] population, IPlacementStrategy strategy)
    {
        var cluster = new Cluster(population, strategy, silos, hasAffinity: false, seed);
        report.Add($"shards, {strategy.Name}: bytes, max / mean", Balance.Of(cluster.Silos.Select(silo => silo.Bytes)).Max, "x");
        report.Add($"shards, {strategy.Name}: calls, max / mean", Balance.Of(cluster.Silos.Select(silo => silo.Calls)).Max, "x");
        var crowding = cluster.Crowding();
        report.Add($"shards, {strategy.Name}: a type's most on one silo / fewest possible, mean", crowding.Average(), "x");
        report.Add($"shards, {strategy.Name}: types with a shard more on a silo than needed", Percent(crowding.Count(value => value > 1), crowding.Count), "%");
        var loaded = cluster.LoadedBytes;
        cluster.Leave(cluster.Silos[silos / 2]);
        report.Add($"shards, {strategy.Name}: loaded anew after one silo left", Percent(cluster.LoadedBytes - loaded, cluster.EvenBytes * silos), "%");
    }

    private void Directory(SimulatedGrain[] population, int points)
    {
        var ring = new DirectoryRing(Enumerable.Range(0, silos), points);
        var without = new DirectoryRing(Enumerable.Range(0, silos).Where(silo => silo != silos / 2), points);
        var entries = new double[silos];
        var moved = 0;
        foreach (var grain in population)
        {
            var owner = ring.OwnerOf(grain.Key);
            entries[owner]++;
            moved += owner == without.OwnerOf(grain.Key) ? 0 : 1;
        }

        report.Add($"directory, {points} point{(points == 1 ? "" : "s")} per silo: entries, max / mean", Balance.Of(entries).Max, "x");
        report.Add($"directory, {points} point{(points == 1 ? "" : "s")} per silo: entries that move when a silo leaves", Percent(moved, population.Length), "%");
    }

    private void Add(IPlacementStrategy strategy, string what, Balance balance)
    {
        report.Add($"trees, {strategy.Name}: {what}, max / mean", balance.Max, "x");
        report.Add($"trees, {strategy.Name}: {what}, p99 / mean", balance.P99, "x");
        report.Add($"trees, {strategy.Name}: {what}, min / mean", balance.Min, "x");
    }

    private static double Percent(double part, double whole) => 100 * part / whole;
}
