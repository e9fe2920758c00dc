using System.Collections.Immutable;
using FencyGrid.Contracts.Trees;
using FencyGrid.Grains.Extraction.Merging;
using FencyGrid.Grains.Trees.State.Collections;

namespace FencyGrid.Grains.Trees.State;

/// <summary>Makes the next <see cref="TreeState"/> out of one, or one out of rows; every index follows each change at once.</summary>
public sealed partial class TreeBuilder
{
    private const int MostRecent = 32;

    // What the last built state has, and what has changed since; null where it was removed.
    private HashTrie<StoredItem> _items;
    private readonly Dictionary<string, StoredItem?> _changedItems = new(StringComparer.Ordinal);
    private OrderedItems _order;
    private OrderedItems _activeFacts;
    private readonly ImmutableDictionary<string, NodeState>.Builder _nodes;
    private readonly ImmutableDictionary<string, string>.Builder _nodesByPath;
    private readonly ImmutableDictionary<string, SessionState>.Builder _sessions;
    private readonly ImmutableDictionary<string, Stored<SummaryBody>>.Builder _summaries;
    private readonly ImmutableDictionary<string, Stored<RunBody>>.Builder _runs;
    private readonly ImmutableHashSet<string>.Builder _tombstones;
    private HashTrie<object> _keys;
    private readonly Dictionary<ulong, object?> _changedKeys = [];
    private DateTimeOffset _lastTime;
    private long _textLength;

    public TreeBuilder(TreeState state)
    {
        var contents = state.Contents;
        Address = state.Address;
        _items = contents.Items;
        _order = contents.Order;
        _activeFacts = contents.ActiveFacts;
        _nodes = contents.Nodes.ToBuilder();
        _nodesByPath = contents.NodesByPath.ToBuilder();
        _sessions = contents.Sessions.ToBuilder();
        _summaries = contents.Summaries.ToBuilder();
        _runs = contents.Runs.ToBuilder();
        _tombstones = contents.Tombstones.ToBuilder();
        _keys = contents.Keys;
        _lastTime = contents.LastTime;
        _textLength = contents.TextLength;
    }

    public TreeAddress Address { get; }

    /// <summary>The texts that were read while building.</summary>
    public StatementComparison Statements { get; } = new();

    public IEnumerable<ItemOrder> ActiveFacts => _activeFacts;

    public int ActiveFactCount => _activeFacts.Count;

    public IEnumerable<NodeState> Nodes => _nodes.Values;

    public IEnumerable<Stored<SummaryBody>> Summaries => _summaries.Values;

    public IEnumerable<Stored<RunBody>> Runs => _runs.Values;

    public TreeState Build()
    {
        _items = _items.With([.. _changedItems.Select(change => KeyValuePair.Create(FactKeys.Item(change.Key), change.Value))]);
        _keys = _keys.With(_changedKeys);
        _changedItems.Clear();
        _changedKeys.Clear();
        return new TreeState(Address, Contents());
    }

    private TreeContents Contents() => new(
        _items,
        _order,
        _activeFacts,
        _nodes.ToImmutable(),
        _nodesByPath.ToImmutable(),
        _sessions.ToImmutable(),
        _summaries.ToImmutable(),
        _runs.ToImmutable(),
        _tombstones.ToImmutable(),
        _keys,
        _lastTime,
        _textLength);

    /// <summary>A time later than that of everything in the tree, and <paramref name="now"/> if it is. In whole microseconds, as rows keep it.</summary>
    public DateTimeOffset Later(DateTimeOffset now)
    {
        var whole = now.UtcTicks - (now.UtcTicks % TimeSpan.TicksPerMicrosecond);
        var earliest = _lastTime.UtcTicks + TimeSpan.TicksPerMicrosecond;
        _lastTime = new DateTimeOffset(Math.Max(whole, earliest), TimeSpan.Zero);
        return _lastTime;
    }

    public StoredItem? Item(string id) => _changedItems.TryGetValue(id, out var changed) ? changed : TreeContents.Find(_items, id);

    public Fact? Fact(string id) => Item(id)?.Value as Fact;

    public NodeState? Node(string id) => _nodes.GetValueOrDefault(id);

    public NodeState? NodeAt(string path) => _nodesByPath.TryGetValue(path, out var id) ? _nodes[id] : null;

    public SessionState Session(string id) => _sessions.GetValueOrDefault(id, SessionState.Empty);

    public Stored<SummaryBody>? Summary(string id) => _summaries.GetValueOrDefault(id);

    public Stored<RunBody>? Run(string id) => _runs.GetValueOrDefault(id);

    public bool HasTombstones => _tombstones.Count > 0;

    public bool HasTombstone(string hash) => _tombstones.Contains(hash);

    public ImmutableArray<string> Under(ulong key) => TreeContents.Under(_changedKeys.TryGetValue(key, out var changed) ? changed : _keys.Find(key));

    public void Put(StoredItem stored)
    {
        var item = stored.Value;
        IReadOnlyList<ulong>? known = null;
        if (Item(item.Id) is { } before)
        {
            var old = before.Value;
            var oldKeys = TextKeys(before, old);
            known = old is Fact { Text: var text } && item is Fact now && now.Text == text ? oldKeys : null;
            Unindex(old, oldKeys);
        }
        else
        {
            _order = _order.Add(Order(item));
        }

        Set(item, stored.TextKeys is null && known is not null ? stored.With(known) : stored);
        if (_activeFacts.Count == _order.Count)
        {
            // As long as a tree holds nothing else, one list serves.
            _activeFacts = _order;
        }
    }

    /// <summary>As putting the fact with that claim, for less.</summary>
    /// <param name="fact">An active fact as it stands here.</param>
    public void SetClaim(Fact fact, string claimHash)
    {
        if (fact.ClaimHash is { } old)
        {
            RemoveKey(FactKeys.Claim(old), fact.Id);
        }

        var stored = Item(fact.Id)!;
        _changedItems[fact.Id] = new StoredItem(fact with { ClaimHash = claimHash }, stored.Version, stored.TextKeys);
        AddKey(new FactKey(FactKeys.Claim(claimHash)), fact.Id);
    }

    /// <summary>The item's row has been written.</summary>
    public void SetVersion(string id, long version) => _changedItems[id] = Item(id)!.With(version);

    public void Remove(string id)
    {
        if (Item(id) is { } stored)
        {
            var item = stored.Value;
            Unindex(item, TextKeys(stored, item));
            _changedItems[id] = null;
            _order = _order.Remove(Order(item));
        }
    }

    public void PutNode(Stored<NodeBody> node)
    {
        var id = node.Value.Id;
        if (_nodes.TryGetValue(id, out var known))
        {
            _nodes[id] = known with { Node = node };
            return;
        }

        _nodes[id] = new NodeState(node, OrderedItems.Empty, 0, 0, 0, null, node.Value.CreatedAt);
        _nodesByPath[node.Value.Path] = id;
        if (node.Value.ParentId is { } parentId && _nodes.TryGetValue(parentId, out var parent))
        {
            _nodes[parentId] = parent with { Children = parent.Children + 1 };
        }

        Seen(node.Value.CreatedAt);
    }

    public void PutSummary(Stored<SummaryBody> summary)
    {
        _summaries[summary.Value.Summary.Id] = summary;
        Seen(summary.Value.Summary.CreatedAt);
    }

    public void RemoveSummary(string id) => _summaries.Remove(id);

    public void PutRun(Stored<RunBody> run)
    {
        _runs[run.Value.Run.Id] = run;
        Seen(run.Value.Run.StartedAt);
    }

    public void PutTombstone(string hash) => _tombstones.Add(hash);

    public void RemoveTombstone(string hash) => _tombstones.Remove(hash);

    private void Seen(DateTimeOffset time) => _lastTime = time > _lastTime ? time : _lastTime;

    private static ItemOrder Order(TreeItem item) => new(item.CreatedAt, item.Id);

    private IReadOnlyList<ulong> TextKeys(StoredItem stored, TreeItem item) => stored.TextKeys ?? (item is Fact fact ? FactKeys.OfText(fact, Statements) : []);

    // Everything but the order.
    private void Set(TreeItem item, StoredItem stored)
    {
        IndexText(item, stored);
        if (item is Fact fact)
        {
            if (fact.State == ItemState.Active)
            {
                _activeFacts = _activeFacts.Add(Order(fact));
            }

            CountIn(fact.NodeId, [fact]);
        }
    }

    private void IndexText(TreeItem item, StoredItem stored)
    {
        var textKeys = TextKeys(stored, item);
        _changedItems[item.Id] = stored.TextKeys is null ? stored.With(textKeys) : stored;
        _textLength += item.Body.Length;
        Seen(item.CreatedAt);
        foreach (var key in FactKeys.Of(item, textKeys))
        {
            AddKey(key, item.Id);
        }

        if (Place(item) is var (sessionId, position, waits))
        {
            var session = Session(sessionId);
            _sessions[sessionId] = new SessionState(
                session.Messages.SetItem(position, item.Id),
                Math.Max(session.NextPosition, position + 1),
                waits ? session.Waiting.Add(position) : session.Waiting);
        }
    }

    private void Unindex(TreeItem item, IReadOnlyList<ulong> textKeys)
    {
        _textLength -= item.Body.Length;
        foreach (var key in FactKeys.Of(item, textKeys))
        {
            RemoveKey(key.Hash, item.Id);
        }

        if (item is Fact fact)
        {
            CountOut(fact);
        }

        if (Place(item) is var (sessionId, position, _))
        {
            var session = Session(sessionId);
            _sessions[sessionId] = session with { Messages = session.Messages.Remove(position), Waiting = session.Waiting.Remove(position) };
        }
    }

    private void AddKey(FactKey key, string id)
    {
        var ids = Under(key.Hash);
        _changedKeys[key.Hash] = ids.IsEmpty ? id : (string[])[.. key.Recent && ids.Length >= MostRecent ? ids.RemoveAt(0) : ids, id];
    }

    private void RemoveKey(ulong key, string id)
    {
        var rest = Under(key).Remove(id);
        _changedKeys[key] = rest switch
        {
            [] => null,
            [var only] => only,
            _ => rest.ToArray(),
        };
    }

    // A verbatim fact that a newer version replaced gives its place to that one.
    private static (string SessionId, int Position, bool Waits)? Place(TreeItem item) => item switch
    {
        Message { SessionId: { } sessionId } message => (sessionId, message.Position, message.EpisodeId is null),
        Fact { Origin: FactOrigin.Verbatim, State: ItemState.Active, SessionId: { } sessionId, Position: { } position } fact => (sessionId, position, fact.EpisodeId is null),
        _ => null,
    };
}
