using FencyGrid.Contracts.Trees;
using FencyGrid.Grains.Trees.Filters;

namespace FencyGrid.Grains.Trees.Search;

/// <summary>Which items a list or search may answer with.</summary>
public sealed class ItemAdmission
{
    private readonly TreeFilter? _filter;
    private readonly HashSet<TreeItemKind> _kinds;
    private readonly IReadOnlyList<ItemState>? _states;
    private readonly DateTimeOffset? _asOf;
    private readonly HashSet<string> _excluded;

    public ItemAdmission(
        TreeFilter? filter,
        IReadOnlyList<TreeItemKind>? kinds,
        IReadOnlyList<ItemState>? states,
        DateTimeOffset? asOf,
        IReadOnlyCollection<string>? excludedIds = null)
    {
        _filter = filter;
        // A filter that names types widens what was asked by default, and narrows what was asked expressly.
        _kinds = [.. filter?.Kinds is { } named ? kinds is null or [TreeItemKind.Fact] ? named : kinds.Intersect(named) : kinds ?? [TreeItemKind.Fact]];
        _states = states;
        _asOf = asOf;
        _excluded = excludedIds is { Count: > 0 } ? excludedIds.ToHashSet(StringComparer.Ordinal) : [];
    }

    /// <summary>Whether messages or verbatim facts may be among the answers.</summary>
    public bool MayBeTalk => _kinds.Contains(TreeItemKind.Message) || _kinds.Contains(TreeItemKind.Fact);

    public bool MayBeFact => _kinds.Contains(TreeItemKind.Fact);

    /// <summary>Whether every active fact is admitted, whatever else is.</summary>
    public bool AdmitsAllActiveFacts => MayBeFact && _filter is null && _asOf is null && _excluded.Count == 0 && (_states is null or [ItemState.Active]);

    /// <summary>Whether exactly the active facts are admitted.</summary>
    public bool IsActiveFactsOnly => AdmitsAllActiveFacts && _kinds.Count == 1;

    public bool Admits(TreeItem item) =>
        _kinds.Contains(item.ItemKind)
        && (_asOf is { } time ? Stood(item, time) : Allows(item.State))
        && !_excluded.Contains(item.Id)
        && (_filter is null || _filter.Matches(new FilterSubject(item)));

    /// <summary>Whether the item held at that time, whatever became of it since.</summary>
    public static bool Stood(TreeItem item, DateTimeOffset time) => item switch
    {
        Fact fact => fact.ValidFrom <= time && (fact.ValidUntil is not { } until || time < until) && (fact.ArchivedAt is not { } archived || time < archived),
        Message message => (message.SaidAt ?? message.CreatedAt) <= time,
        Episode episode => (episode.StartedAt ?? episode.CreatedAt) <= time,
        Artifact { IsLatest: false } artifact => artifact.CreatedAt <= time && time < artifact.UpdatedAt,
        _ => item.CreatedAt <= time,
    };

    private bool Allows(ItemState state) => _states is null ? state == ItemState.Active : _states.Contains(state);
}
