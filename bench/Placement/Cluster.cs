using FencyGrid.Bench.Placement.Strategies;

namespace FencyGrid.Bench.Placement;

/// <summary>
/// Silos with activations, as Orleans places them: the strategy is asked when a grain is called that has no activation, and the directory
/// keeps the answer until the activation ends. A silo that leaves ends its own; one that joins ends none.
/// </summary>
public sealed class Cluster
{
    /// <summary>Silos publish their statistics once a second; so many grains are activated in that time.</summary>
    private const int PlacementsPerPublication = 10_000;

    private readonly SimulatedGrain[] _grains;
    private readonly IPlacementStrategy _strategy;
    private readonly Random _random;
    private readonly bool _hasAffinity;
    private readonly Silo?[] _place;
    private readonly List<Silo> _silos;
    private int _placements;

    /// <param name="hasAffinity">Whether each grain's calls come in at a silo of their own (a sticky load balancer, or callers that run beside the silos), rather than at any.</param>
    public Cluster(SimulatedGrain[] grains, IPlacementStrategy strategy, int silos, bool hasAffinity, int seed)
    {
        _grains = grains;
        _strategy = strategy;
        _hasAffinity = hasAffinity;
        _random = new Random(seed);
        _place = new Silo?[grains.Length];
        _silos = [.. Enumerable.Range(0, silos).Select(number => new Silo(number)).OrderBy(silo => silo.Address)];
        EvenBytes = grains.Sum(grain => grain.Bytes) / silos;
        EvenCalls = grains.Sum(grain => grain.Calls) / silos;
        CallAll();
    }

    /// <summary>In the order of their addresses.</summary>
    public IReadOnlyList<Silo> Silos => _silos;

    /// <summary>What each silo would hold if all held the same.</summary>
    public double EvenBytes { get; }

    /// <summary>The calls that each silo would get if all got the same.</summary>
    public double EvenCalls { get; }

    /// <summary>How many activations there have been, and what they loaded.</summary>
    public long Activated { get; private set; }

    public double LoadedBytes { get; private set; }

    public Random Random => _random;

    public Silo? PlaceOf(int grain) => _place[grain];

    /// <summary>The share of the calls that come in where their grain is.</summary>
    public double LocalShare()
    {
        double local = 0, all = 0;
        for (var grain = 0; grain < _grains.Length; grain++)
        {
            all += _grains[grain].Calls;
            local += !_hasAffinity ? _grains[grain].Calls / _silos.Count : CallerOf(grain) == _place[grain] ? _grains[grain].Calls : 0;
        }

        return local / all;
    }

    public void Leave(Silo silo)
    {
        _silos.Remove(silo);
        for (var grain = 0; grain < _grains.Length; grain++)
        {
            if (_place[grain] == silo)
            {
                _place[grain] = null;
            }
        }

        CallAll();
    }

    public Silo Join(int number)
    {
        var silo = new Silo(number);
        _silos.Insert(_silos.Count(other => other.Address < silo.Address), silo);
        return silo;
    }

    /// <summary>Activations that had been idle end, so many of all, and are called again.</summary>
    public void TurnOver(double share)
    {
        for (var grain = 0; grain < _grains.Length; grain++)
        {
            if (_random.NextDouble() < share)
            {
                var silo = _place[grain]!;
                silo.Activations--;
                silo.Bytes -= _grains[grain].Bytes;
                silo.Calls -= _grains[grain].Calls;
                _place[grain] = null;
            }
        }

        CallAll();
    }

    /// <summary>For each group of several parts: the most of them on one silo, as a multiple of the least that is possible.</summary>
    public IReadOnlyList<double> Crowding() =>
    [
        .. Enumerable.Range(0, _grains.Length)
            .GroupBy(grain => _grains[grain].Group)
            .Where(group => group.Skip(1).Any())
            .Select(group => group.GroupBy(grain => _place[grain]).Max(parts => parts.Count()) / Math.Ceiling(group.Count() / (double)_silos.Count)),
    ];

    /// <summary>Calls every grain once, in an order of chance.</summary>
    private void CallAll()
    {
        var waiting = Enumerable.Range(0, _grains.Length).Where(grain => _place[grain] is null).ToArray();
        _random.Shuffle(waiting);
        foreach (var grain in waiting)
        {
            if (_placements++ % PlacementsPerPublication == 0)
            {
                _silos.ForEach(silo => silo.Publish());
                _strategy.StatisticsPublished(this);
            }

            Activate(grain);
        }
    }

    private void Activate(int grain)
    {
        var silo = _strategy.Choose(in _grains[grain], CallerOf(grain), this);
        _place[grain] = silo;
        silo.Activations++;
        silo.Bytes += _grains[grain].Bytes;
        silo.Calls += _grains[grain].Calls;
        Activated++;
        LoadedBytes += _grains[grain].Bytes;
    }

    private Silo CallerOf(int grain) => _hasAffinity ? RendezvousPlacement.Highest(~_grains[grain].Key, _silos) : _silos[_random.Next(_silos.Count)];
}
