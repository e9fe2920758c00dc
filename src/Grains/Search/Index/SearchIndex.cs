using System.Collections.Concurrent;
using FencyGrid.Contracts.Search;
using FencyGrid.Grains.Text;

namespace FencyGrid.Grains.Search.Index;

/// <summary>
/// An in-memory index of documents made of ordered parts. One writer at a time; any number of readers beside it, without locks: a search
/// runs on an immutable snapshot, in which a document is wholly old or wholly new.
/// </summary>
/// <remarks>
/// A score is (1 - v) · lexical + v · similarity, where v is <see cref="SearchIndexOptions.VectorWeight"/>. Lexical is BM25 over each part
/// with its weighted neighbours, divided by what a part would reach that holds every query term without end, hence below 1. Similarity is the
/// cosine of the hashed embeddings, 0 where negative. Both depend on the part, the query and the given statistics only, so indexes
/// that are given the same statistics score alike. With <see cref="SearchIndexOptions.Conversation"/> both are multiplied by what speaks for the
/// message, its day is added, and what goes above one half is pressed together below 1, in order. Equal scores are ordered by key, then by part number.
/// </remarks>
public sealed partial class SearchIndex
{
    /// <summary>A segment that holds so many parts takes no further document. Bounds what one compaction moves.</summary>
    private const int SegmentParts = 8192;

    private readonly SearchIndexOptions _options;
    private readonly Lock _writing = new();
    private IndexSnapshot _snapshot;

    // None while the only segment keeps lists: it is looked through.
    private ConcurrentDictionary<string, IndexedDocument>? _documents;

    /// <param name="expected">How many parts are about to come.</param>
    public SearchIndex(SearchIndexOptions? options = null, int expected = 0)
    {
        _options = options ?? SearchIndexOptions.ProseDefaults;
        if (_options.NeighbourWeights.Count > SearchIndexOptions.MaxNeighbours)
        {
            throw new ArgumentException($"At most {SearchIndexOptions.MaxNeighbours} neighbour weights are kept.", nameof(options));
        }

        var isListed = expected <= Segment.MostListed;
        _documents = isListed ? null : new(StringComparer.Ordinal);
        _snapshot = new IndexSnapshot([new Segment(_options, isListed)], 0, 0, 0, 0, 0, 0);
    }

    /// <summary>The parts held.</summary>
    public int Count => Snapshot.Parts;

    public int DocumentCount => Snapshot.Documents;

    /// <summary>The documents held, in no order. Beside a write, one that is being written may be there or not.</summary>
    public IEnumerable<(string Key, long ContentVersion, int Parts)> Documents =>
        (Volatile.Read(ref _documents)?.Values ?? Seen(Snapshot)).Select(document => (document.Key, document.ContentVersion, document.PartCount));

    /// <summary>An estimate of the memory held, in bytes, removed parts that still wait for compaction included.</summary>
    public long ResidentBytes
    {
        get
        {
            var snapshot = Snapshot;
            var bytes = _documents is null ? 0 : 64L * snapshot.Documents;
            foreach (var segment in snapshot.Segments)
            {
                bytes += segment.Bytes;
            }

            return bytes;
        }
    }

    private IndexSnapshot Snapshot => Volatile.Read(ref _snapshot);

    /// <summary>Makes the document the one given, all parts at once.</summary>
    /// <exception cref="InvalidDataException">An entry of another version, or a damaged one: nothing was changed.</exception>
    public void Replace(SearchDocument document)
    {
        ArgumentNullException.ThrowIfNull(document);
        foreach (var entry in document.Entries)
        {
            IndexEntryReader.Validate(entry);
        }

        lock (_writing)
        {
            var write = new Write(this);
            var old = FindDocument(document.Key);
            if (old is not null)
            {
                write.Remove(old);
            }

            write.Add(document);
            write.Publish(old?.Segment);
        }
    }

    /// <summary>Takes the document out; false if it was not there.</summary>
    public bool Remove(string key)
    {
        lock (_writing)
        {
            if (FindDocument(key) is not { } old)
            {
                return false;
            }

            var write = new Write(this);
            write.Remove(old);
            write.Publish(old.Segment);
            _documents?.TryRemove(key, out _);
            return true;
        }
    }

    /// <summary>What is held of the document; null for nothing.</summary>
    public (long ContentVersion, int Parts)? Find(string key) => FindDocument(key) is { } document ? (document.ContentVersion, document.PartCount) : null;

    /// <summary>Says, by key and content version, whether the query may find a document as the index stands now, for those that are found by other means.</summary>
    public Func<string, long, bool> Admission(SearchQuery query)
    {
        var filter = new DocumentFilter(Snapshot, query, FindDocuments);
        return (key, contentVersion) => FindDocument(key) is { } document && document.ContentVersion == contentVersion && filter.Admits(document);
    }

    /// <summary>
    /// How often the terms occur, for scoring alike over several indexes. Exact between writes; beside one, the term counts may be that
    /// one write ahead of the rest.
    /// </summary>
    public ShardStatistics Statistics(IReadOnlyList<string> terms)
    {
        ArgumentNullException.ThrowIfNull(terms);
        return Statistics(Snapshot, terms);
    }

    /// <summary>The best parts for the query, best first.</summary>
    /// <exception cref="ArgumentException">Statistics that are not of these terms.</exception>
    public IReadOnlyList<SearchHit> Search(SearchQuery query)
    {
        ArgumentNullException.ThrowIfNull(query);
        var snapshot = Snapshot;
        var statistics = query.Statistics ?? Statistics(snapshot, query.Terms);
        if (statistics.DocumentFrequencies.Count != query.Terms.Count)
        {
            throw new ArgumentException("The statistics must hold one document frequency per term.", nameof(query));
        }

        return new IndexSearch(_options, snapshot, query, statistics, FindDocuments).Run();
    }

    private static ShardStatistics Statistics(IndexSnapshot snapshot, IReadOnlyList<string> terms) =>
        new(snapshot.Parts, snapshot.Terms, [.. terms.Select(term => DocumentFrequency(snapshot, TermHash.Of(term)))]);

    private static long DocumentFrequency(IndexSnapshot snapshot, uint hash)
    {
        var parts = 0L;
        for (var i = 0; i < snapshot.Segments.Length; i++)
        {
            parts += snapshot.Segments[i].LiveParts(hash, snapshot.PartsOf(i), snapshot.Version);
        }

        return parts;
    }
}
