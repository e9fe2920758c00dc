using FencyGrid.Bench.Placement;
using FencyGrid.Bench.Placement.Strategies;

namespace FencyGrid.Bench.Tests;

/// <summary>The simulation that docs/scaling.md rests on does what it says of itself.</summary>
public sealed class PlacementTests
{
    private const int Silos = 20;

    private static readonly SimulatedGrain[] Trees = Population.Trees(20_000, seed: 5);
    private static readonly SimulatedGrain[] Shards = Population.Shards(500, seed: 5);

    public static TheoryData<IPlacementStrategy> Strategies() =>
        [new RandomPlacement(), new HashPlacement(), new RendezvousPlacement(), new SpreadPlacement(), new ActivationCountPlacement(), new ResourceOptimizedPlacement(), new PreferLocalPlacement()];

    [Theory]
    [MemberData(nameof(Strategies))]
    public void The_same_seed_gives_the_same_places(IPlacementStrategy strategy)
    {
        var again = (IPlacementStrategy)Activator.CreateInstance(strategy.GetType())!;

        Places(new Cluster(Trees, again, Silos, hasAffinity: false, seed: 3)).ShouldBe(Places(new Cluster(Trees, strategy, Silos, hasAffinity: false, seed: 3)));
    }

    [Theory]
    [MemberData(nameof(Strategies))]
    public void A_silo_that_leaves_ends_its_own_activations_and_no_other(IPlacementStrategy strategy)
    {
        var cluster = new Cluster(Trees, strategy, Silos, hasAffinity: false, seed: 3);
        var leaving = cluster.Silos[7];
        var (before, held, activated) = (Places(cluster), leaving.Activations, cluster.Activated);

        cluster.Leave(leaving);

        (cluster.Activated - activated).ShouldBe(held);
        var after = Places(cluster);
        after.ShouldNotContain(leaving.Number);
        after.Where((place, grain) => place != before[grain]).Count().ShouldBe(held);
    }

    [Theory]
    [MemberData(nameof(Strategies))]
    public void What_the_silos_hold_is_what_there_is(IPlacementStrategy strategy)
    {
        var cluster = new Cluster(Trees, strategy, Silos, hasAffinity: true, seed: 3);
        cluster.Leave(cluster.Silos[2]);
        cluster.Join(Silos);
        cluster.TurnOver(0.5);

        cluster.Silos.Sum(silo => silo.Activations).ShouldBe(Trees.Length);
        cluster.Silos.Sum(silo => silo.Bytes).ShouldBe(Trees.Sum(tree => tree.Bytes), Trees.Sum(tree => tree.Bytes) * 1e-9);
        cluster.Silos.Sum(silo => silo.Calls).ShouldBe(Trees.Sum(tree => tree.Calls), Trees.Sum(tree => tree.Calls) * 1e-9);
    }

    [Fact]
    public void A_rendezvous_hash_has_the_same_answer_for_what_is_not_on_the_silo_that_goes()
    {
        Silo[] silos = [.. Enumerable.Range(0, Silos).Select(number => new Silo(number))];

        var moved = Trees.Count(tree => RendezvousPlacement.Highest(tree.Key, silos) != RendezvousPlacement.Highest(tree.Key, silos[..^1]));

        moved.ShouldBe(Trees.Count(tree => RendezvousPlacement.Highest(tree.Key, silos) == silos[^1]));
    }

    [Fact]
    public void Counting_activations_lays_them_more_evenly_than_chance()
    {
        var counted = Balance.Of(new Cluster(Trees, new ActivationCountPlacement(), Silos, hasAffinity: false, seed: 3).Silos.Select(silo => (double)silo.Activations));
        var random = Balance.Of(new Cluster(Trees, new RandomPlacement(), Silos, hasAffinity: false, seed: 3).Silos.Select(silo => (double)silo.Activations));

        counted.Max.ShouldBeLessThan(1 + ((random.Max - 1) / 2));
    }

    [Fact]
    public void Spreading_puts_no_more_of_a_type_on_a_silo_than_it_must()
    {
        new Cluster(Shards, new SpreadPlacement(), Silos, hasAffinity: false, seed: 3).Crowding().ShouldAllBe(crowding => crowding == 1);
        new Cluster(Shards, new RandomPlacement(), Silos, hasAffinity: false, seed: 3).Crowding().ShouldContain(crowding => crowding > 1);
    }

    [Fact]
    public void Placing_where_a_call_comes_in_makes_the_calls_of_sticky_callers_local()
    {
        new Cluster(Trees, new PreferLocalPlacement(), Silos, hasAffinity: true, seed: 3).LocalShare().ShouldBe(1);
        new Cluster(Trees, new RandomPlacement(), Silos, hasAffinity: true, seed: 3).LocalShare().ShouldBe(1.0 / Silos, 0.02);
    }

    [Fact]
    public void A_directory_of_more_points_is_more_even_and_a_silo_that_leaves_moves_its_own_entries()
    {
        var (few, many) = (Entries(1), Entries(30));

        Balance.Of(many.Values.Select(count => (double)count)).Max.ShouldBeLessThan(Balance.Of(few.Values.Select(count => (double)count)).Max);
        var (all, less) = (new DirectoryRing(Enumerable.Range(0, Silos), 30), new DirectoryRing(Enumerable.Range(0, Silos - 1), 30));
        Trees.Count(tree => all.OwnerOf(tree.Key) != less.OwnerOf(tree.Key)).ShouldBe(many[Silos - 1]);
    }

    private static Dictionary<int, int> Entries(int points)
    {
        var ring = new DirectoryRing(Enumerable.Range(0, Silos), points);
        return Trees.CountBy(tree => ring.OwnerOf(tree.Key)).ToDictionary();
    }

    private static int[] Places(Cluster cluster) => [.. Enumerable.Range(0, Trees.Length).Select(grain => cluster.PlaceOf(grain)!.Number)];
}
