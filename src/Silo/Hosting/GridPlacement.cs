using System.Diagnostics.CodeAnalysis;
using FencyGrid.Contracts.Search;
using FencyGrid.Contracts.Streams;
using FencyGrid.Contracts.Trees;
using Orleans.Metadata;
using Orleans.Runtime.Placement;

namespace FencyGrid.Silo.Hosting;

/// <summary>
/// Where a grain's place is made when it has none: a memory type's shards spread over the silos by their keys, so that a search uses all of
/// them; a tree, and a stream, with the silo that asks first, where its callers are. The others go where Orleans finds room.
/// </summary>
internal sealed class GridPlacement : IPlacementStrategyResolver
{
    private static readonly (string Interface, PlacementStrategy Strategy)[] Strategies =
    [
        (typeof(ISearchShardGrain).FullName!, new HashBasedPlacement()),
        (typeof(IMemoryTreeGrain).FullName!, new PreferLocalPlacement()),
        (typeof(IStreamGrain).FullName!, new PreferLocalPlacement()),
    ];

    public bool TryResolvePlacementStrategy(GrainType grainType, GrainProperties? properties, [MaybeNullWhen(false)] out PlacementStrategy result)
    {
        // The name of a host's type ends with the interface that it hosts, in brackets.
        var name = grainType.ToString()!;
        result = Strategies.FirstOrDefault(entry => name.Contains(entry.Interface, StringComparison.Ordinal)).Strategy;
        return result is not null;
    }
}
