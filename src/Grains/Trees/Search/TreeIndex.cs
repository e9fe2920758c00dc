using FencyGrid.Contracts.Search;
using FencyGrid.Contracts.Trees;
using FencyGrid.Grains.Search.Conversations;
using FencyGrid.Grains.Search.Index;
using FencyGrid.Grains.Trees.State;

namespace FencyGrid.Grains.Trees.Search;

/// <summary>
/// A tree's texts in memory. Claims, episodes and artifacts are documents of their own; messages stand in documents of up to
/// <see cref="BlockSize"/> in the order of their conversation, so that neighbours count. A message's place never changes: where one was
/// deleted, an empty part stands. One turn writes at a time, searches read beside it.
/// </summary>
/// <param name="expected">How many facts are about to come.</param>
public sealed class TreeIndex(int expected = 0)
{
    public const int BlockSize = 64;

    private const int CachedBlocks = 16;

    // So many of the best messages speak for their facts, and so many facts count with their own words.
    private const int ToldCandidates = 1000;

    private static readonly byte[] Nothing = IndexEntry.Encode("");

    private static readonly SearchIndexOptions Single = SearchIndexOptions.ProseDefaults with { NeighbourWeights = [] };

    // By itself, since it is what nearly every search is for: all of it may be found.
    private readonly SearchIndex _activeFacts = new(Single, expected);

    // Episodes, artifacts, and facts that are no longer active.
    // Made when there is something for them: most trees hold little, and there are many.
    private readonly Lazy<SearchIndex> _rest = new(() => new SearchIndex(Single));
    private readonly Lazy<SearchIndex> _talk = new(() => new SearchIndex(SearchIndexOptions.ConversationDefaults));
    private readonly Dictionary<string, byte[][]> _blocks = new(StringComparer.Ordinal);

    // Whether anything but verbatim facts ever stood among the talk.
    private volatile bool _holdsMessages;

    // Whether any fact but verbatim ones ever stood here: only such can have been told by messages.
    private volatile bool _holdsClaims;

    public long ResidentBytes => Indexes.Sum(index => index.ResidentBytes);

    private IEnumerable<SearchIndex> Indexes => new[] { _rest, _talk }.Where(index => index.IsValueCreated).Select(index => index.Value).Prepend(_activeFacts);

    /// <summary>The item's text as an index takes it in.</summary>
    public static byte[] Encode(TreeItem item) => item switch
    {
        Message message => EncodeTalk(message.Content, message.Speaker, message.SaidAt, message.DateText, message.Caption),
        Fact { Origin: FactOrigin.Verbatim } fact => EncodeTalk(fact.Text, fact.Speaker, fact.SaidAt, fact.DateText, caption: null),
        Fact fact => IndexEntry.Encode(fact.Text, fact.DateText),
        Episode episode => IndexEntry.Encode(episode.Summary, episode.Title),
        Artifact artifact => IndexEntry.Encode(artifact.Content, $"{artifact.Name} {artifact.Summary}"),
        _ => Nothing,
    };

    /// <summary>A date that was not understood is found by its words.</summary>
    private static byte[] EncodeTalk(string text, string? speaker, DateTimeOffset? saidAt, string? dateText, string? caption)
    {
        var (words, note) = SpokenText.Split(text, speaker);
        return IndexEntry.Encode(
            words,
            saidAt is null ? dateText : null,
            new MessageContext(speaker, saidAt is { } at ? DateOnly.FromDateTime(at.DateTime) : null, note is null ? caption : $"{note} {caption}"));
    }

    /// <summary>Whether the item stands in its conversation's order.</summary>
    public static bool IsTalk(TreeItem item) => item is Message { SessionId: not null } or Fact { Origin: FactOrigin.Verbatim, State: ItemState.Active, SessionId: not null, Position: not null };

    /// <summary>Brings the items of these ids to what the state says of them.</summary>
    /// <param name="entries">Entries that are at hand; others are encoded.</param>
    public void Update(TreeState before, TreeState after, IEnumerable<string> itemIds, Func<string, byte[]?> entries)
    {
        var blocks = new HashSet<(string SessionId, int Block)>();
        foreach (var id in itemIds)
        {
            var old = before.Find(id);
            var item = after.Find(id);
            AddBlock(blocks, old);
            AddBlock(blocks, item);
            var (from, to) = (IndexOf(old), IndexOf(item));
            if (from is not null && from != to)
            {
                from.Remove(id);
            }

            _holdsClaims |= to is not null && item is Fact;
            if (to is not null && (from != to || !IsSameText(old!, item!)))
            {
                to.Replace(new SearchDocument(id, 0, "{}", [entries(id) ?? Encode(item!)]));
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
        (Fact left, Fact right) => (left.Text, left.Speaker, left.SaidAt, left.DateText) == (right.Text, right.Speaker, right.SaidAt, right.DateText),
        (Message left, Message right) =>
            (left.Content, left.Speaker, left.SaidAt, left.DateText, left.Caption) == (right.Content, right.Speaker, right.SaidAt, right.DateText, right.Caption),
        (Episode left, Episode right) => left.Summary == right.Summary && left.Title == right.Title,
        (Artifact left, Artifact right) => left.Content == right.Content,
        _ => false,
    };

    /// <summary>How often the terms occur in all of the tree's texts.</summary>
    public ShardStatistics Statistics(IReadOnlyList<string> terms)
    {
        ShardStatistics[] parts = [.. Indexes.Select(index => index.Statistics(terms))];
        return new ShardStatistics(
            parts.Sum(part => part.Chunks),
            parts.Sum(part => part.Terms),
            [.. Enumerable.Range(0, terms.Count).Select(i => parts.Sum(part => part.DocumentFrequencies[i]))]);
    }

    /// <summary>The best items of those that are admitted, in no particular order; of what was said more than asked for where others' scores follow from it.</summary>
    /// <param name="isRankedAgain">Whether the scores are changed afterwards, so that what is far behind may come to the front.</param>
    public IEnumerable<(string ItemId, double Score)> Search(TreeState state, SearchQuery query, ItemAdmission admission, bool isRankedAgain)
    {
        var verdicts = new Dictionary<string, bool>(StringComparer.Ordinal);
        bool Admits(string? id)
        {
            if (id is null)
            {
                return false;
            }

            if (!verdicts.TryGetValue(id, out var verdict))
            {
                verdicts[id] = verdict = state.Find(id) is { } item && admission.Admits(item);
            }

            return verdict;
        }

        var told = new ToldFacts(state, Admits);
        var talk = new List<(string ItemId, double Score)>();
        if (admission.MayBeTalk && _talk is { IsValueCreated: true, Value: { Count: > 0 } messages })
        {
            // A verbatim fact stands here while it is active.
            var admitsAll = admission.AdmitsAllActiveFacts && !_holdsMessages;
            var mayTell = admission.MayBeFact && _holdsClaims;
            var places = new TalkPlaces(state);
            bool AdmitsPart(string key, int part) =>
                places.ItemAt(key, part) is { } id && (admitsAll || Admits(id) || (mayTell && told.Tells(id)));
            var limit = mayTell || isRankedAgain ? Math.Max(query.Limit, ToldCandidates) : query.Limit;
            foreach (var hit in messages.Search(query with { Limit = limit, Admits = AdmitsPart }))
            {
                var id = places.ItemAt(hit.Key, hit.PartNumber)!;
                talk.Add((id, hit.Score));
                if (mayTell)
                {
                    told.Note(id, hit.Score);
                }
            }

            talk.RemoveAll(hit => !Admits(hit.ItemId));
        }

        // A fact found by its message counts with its own words too, however far behind they alone would leave it.
        var own = told.IsEmpty ? query : query with { Limit = Math.Max(query.Limit, ToldCandidates) };
        IEnumerable<SearchHit> hits = [];
        if (admission.AdmitsAllActiveFacts)
        {
            hits = _activeFacts.Search(own);
        }
        else if (admission.MayBeFact)
        {
            hits = _activeFacts.Search(own with { Admits = (key, _) => Admits(key) });
        }

        if (!admission.IsActiveFactsOnly && _rest is { IsValueCreated: true, Value: { Count: > 0 } rest })
        {
            hits = hits.Concat(rest.Search(own with { Admits = (key, _) => Admits(key) }));
        }

        // The index may be a write ahead of the state.
        return told.Combine(hits.Select(hit => (hit.Key, (double)hit.Score))).Concat(talk).Where(hit => state.FindStored(hit.ItemId) is not null);
    }

    private SearchIndex? IndexOf(TreeItem? item) => item switch
    {
        null => null,
        _ when IsTalk(item) => null,
        Fact { State: ItemState.Active } => _activeFacts,
        _ => _rest.Value,
    };

    private void AddBlock(HashSet<(string SessionId, int Block)> blocks, TreeItem? item)
    {
        if (item is not null && IsTalk(item))
        {
            _holdsMessages |= item is Message;
            blocks.Add((item.SessionId!, Position(item) / BlockSize));
        }
    }

    private static int Position(TreeItem item) => item is Message message ? message.Position : ((Fact)item).Position!.Value;

    private void ReplaceBlock(TreeState before, TreeState after, string sessionId, int block, Func<string, byte[]?> given)
    {
        var key = TalkPlaces.Key(sessionId, block);
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
                : given(id!) is { } entry ? entry
                : known is not null && i < known.Length && before.Find(id!) is { } old && IsSameText(old, item) ? known[i]
                : Encode(item);
        }

        if (!any)
        {
            _talk.Value.Remove(key);
            _blocks.Remove(key);
            return;
        }

        // What is written to goes on being written to: its entries are kept, a few conversations' worth.
        if (_blocks.Count >= CachedBlocks)
        {
            _blocks.Clear();
        }

        _blocks[key] = parts;
        _talk.Value.Replace(new SearchDocument(key, 0, "{}", parts));
    }
}
