using System.Globalization;
using FencyGrid.Contracts.Search;
using FencyGrid.Contracts.Trees;
using FencyGrid.Grains.Search.Index;
using FencyGrid.Grains.Trees.State;

namespace FencyGrid.Grains.Trees.Search;

/// <summary>
/// A tree's texts in memory. Claims, episodes and artifacts are documents of their own; messages stand in documents of up to
/// <see cref="BlockSize"/> in the order of their conversation, so that neighbours count. A message's place never changes: where one was
/// deleted, an empty part stands. One turn writes at a time, searches read beside it.
/// </summary>
public sealed class TreeIndex
{
    public const int BlockSize = 64;

    private const int CachedBlocks = 16;

    private static readonly byte[] Nothing = IndexEntry.Encode("");

    private readonly SearchIndex _claims = new(SearchIndexOptions.ProseDefaults with { NeighbourWeights = [] });
    private readonly SearchIndex _talk = new(SearchIndexOptions.ConversationDefaults);
    private readonly Dictionary<string, byte[][]> _blocks = new(StringComparer.Ordinal);

    public long ResidentBytes => _claims.ResidentBytes + _talk.ResidentBytes;

    /// <summary>The item's text as an index takes it in.</summary>
    public static byte[] Encode(TreeItem item) => item switch
    {
        Message message => IndexEntry.Encode(message.Caption is { } caption ? $"{message.Content}\n{caption}" : message.Content, $"{message.Speaker} {message.DateText}"),
        Fact { Origin: FactOrigin.Verbatim } fact => IndexEntry.Encode(fact.Text, $"{fact.Speaker} {fact.DateText}"),
        Fact fact => IndexEntry.Encode(fact.Text, fact.DateText),
        Episode episode => IndexEntry.Encode(episode.Summary, episode.Title),
        Artifact artifact => IndexEntry.Encode(artifact.Content, $"{artifact.Name} {artifact.Summary}"),
        _ => Nothing,
    };

    /// <summary>Whether the item stands in its conversation's order.</summary>
    public static bool IsTalk(TreeItem item) => item is Message { SessionId: not null } or Fact { Origin: FactOrigin.Verbatim, State: ItemState.Active, SessionId: not null, Position: not null };

    /// <summary>Brings the items of these ids to what the state says of them.</summary>
    /// <param name="entries">Entries that are at hand; others are encoded.</param>
    public void Update(TreeState before, TreeState after, IEnumerable<string> itemIds, IReadOnlyDictionary<string, byte[]> entries)
    {
        var blocks = new HashSet<(string SessionId, int Block)>();
        foreach (var id in itemIds)
        {
            var old = before.Find(id);
            var item = after.Find(id);
            AddBlock(blocks, old);
            AddBlock(blocks, item);
            if (item is null || IsTalk(item))
            {
                if (old is not null && !IsTalk(old))
                {
                    _claims.Remove(id);
                }
            }
            else if (old is null || IsTalk(old) || !IsSameText(old, item))
            {
                _claims.Replace(new SearchDocument(id, 0, "{}", [entries.GetValueOrDefault(id) ?? Encode(item)]));
            }
        }

        foreach (var (sessionId, block) in blocks)
        {
            ReplaceBlock(before, after, sessionId, block, entries);
        }
    }

    /// <summary>Whether both have the same index entry.</summary>
    public static bool IsSameText(TreeItem old, TreeItem item) => (old, item) switch
    {
        (Fact left, Fact right) => left.Text == right.Text,
        (Message left, Message right) => left.Content == right.Content,
        (Episode left, Episode right) => left.Summary == right.Summary && left.Title == right.Title,
        (Artifact left, Artifact right) => left.Content == right.Content,
        _ => false,
    };

    /// <summary>How often the terms occur, in claims and in talk.</summary>
    public ShardStatistics Statistics(IReadOnlyList<string> terms, bool talk) => talk ? _talk.Statistics(terms) : _claims.Statistics(terms);

    /// <summary>The best items, best first, of those that are admitted.</summary>
    public IEnumerable<(string ItemId, double Score)> Search(TreeState state, SearchQuery query, bool talk, Func<string, bool> admits)
    {
        if (!talk)
        {
            return _claims.Search(query with { Admits = (key, _) => admits(key) }).Select(hit => (hit.Key, hit.Score));
        }

        return _talk.Search(query with { Admits = (key, part) => ItemAt(state, key, part) is { } id && admits(id) })
            .Select(hit => (ItemAt(state, hit.Key, hit.PartNumber)!, hit.Score));
    }

    private static void AddBlock(HashSet<(string SessionId, int Block)> blocks, TreeItem? item)
    {
        if (item is not null && IsTalk(item))
        {
            blocks.Add((item.SessionId!, Position(item) / BlockSize));
        }
    }

    private static int Position(TreeItem item) => item is Message message ? message.Position : ((Fact)item).Position!.Value;

    private static string Key(string sessionId, int block) => string.Create(CultureInfo.InvariantCulture, $"{block}#{sessionId}");

    private static string? ItemAt(TreeState state, string key, int part)
    {
        var mark = key.IndexOf('#', StringComparison.Ordinal);
        var block = int.Parse(key.AsSpan(0, mark), CultureInfo.InvariantCulture);
        return state.Sessions.TryGetValue(key[(mark + 1)..], out var session) ? session.Messages.GetValueOrDefault((block * BlockSize) + part - 1) : null;
    }

    private void ReplaceBlock(TreeState before, TreeState after, string sessionId, int block, IReadOnlyDictionary<string, byte[]> given)
    {
        var key = Key(sessionId, block);
        var session = after.Sessions.GetValueOrDefault(sessionId, SessionState.Empty);
        var first = block * BlockSize;
        var parts = new byte[Math.Clamp(session.NextPosition - first, 0, BlockSize)][];
        var known = _blocks.GetValueOrDefault(key);
        var any = false;
        for (var i = 0; i < parts.Length; i++)
        {
            var id = session.Messages.GetValueOrDefault(first + i);
            var item = id is null ? null : after.Find(id);
            any |= item is not null;
            parts[i] = item is null ? Nothing
                : given.GetValueOrDefault(id!) is { } entry ? entry
                : known is not null && i < known.Length && before.Find(id!) is { } old && IsSameText(old, item) ? known[i]
                : Encode(item);
        }

        if (!any)
        {
            _talk.Remove(key);
            _blocks.Remove(key);
            return;
        }

        // What is written to goes on being written to: its entries are kept, a few conversations' worth.
        if (_blocks.Count >= CachedBlocks)
        {
            _blocks.Clear();
        }

        _blocks[key] = parts;
        _talk.Replace(new SearchDocument(key, 0, "{}", parts));
    }
}
