namespace FencyGrid.Grains.Search.Index;

public sealed partial class SearchIndex
{
    /// <summary>One change of the index, from the snapshot before it to the one it publishes.</summary>
    private struct Write(SearchIndex index)
    {
        private readonly long _version = index._snapshot.Version + 1;
        private Segment[] _segments = index._snapshot.Segments;
        private int _documents = index._snapshot.Documents;
        private int _parts = index._snapshot.Parts;
        private long _terms = index._snapshot.Terms;

        internal void Add(SearchDocument document)
        {
            EnsureRoom(document.Entries.Count, _segments[^1].IsListed && Segment.CanList(document, index._options));
            var added = _segments[^1].Add(document);
            index.Enter(added);
            _documents++;
            _parts += added.PartCount;
            _terms += added.Terms;
        }

        internal void Remove(IndexedDocument document)
        {
            document.Segment.Remove(document, _version);
            _documents--;
            _parts -= document.PartCount;
            _terms -= document.Terms;
        }

        /// <param name="thinned">The segment that lost a document, if any.</param>
        internal void Publish(Segment? thinned)
        {
            // Half dead: every part moved here was paid for by a removal, so writes stay O(their own size) on average.
            if (thinned is not null && thinned.DeadParts * 2 > thinned.PartCount && thinned.DeadParts >= Math.Min(64, thinned.PartCount))
            {
                Compact(thinned);
            }

            var tail = _segments[^1];
            Volatile.Write(ref index._snapshot, new IndexSnapshot(_segments, _version, tail.PartCount, tail.DocumentCount, _documents, _parts, _terms));
        }

        private void Compact(Segment thinned)
        {
            _segments = [.. _segments.Where(segment => segment != thinned)];
            EnsureRoom(0, thinned.IsListed);
            foreach (var document in Living(thinned, thinned.DocumentCount, _version))
            {
                EnsureRoom(document.PartCount, thinned.IsListed);
                index.Enter(_segments[^1].Adopt(document));
            }
        }

        private void EnsureRoom(int parts, bool canList)
        {
            if (_segments is [.., { IsListed: true } small] && (small.PartCount + parts > Segment.MostListed || !canList))
            {
                Enlarge(small);
            }

            if (_segments is [] || _segments[^1].PartCount >= SegmentParts)
            {
                _segments = [.. _segments, new Segment(index._options, isListed: _segments is [] && parts <= Segment.MostListed && canList)];
            }
        }

        // What it holds goes into a segment with postings, and its documents into a map.
        private void Enlarge(Segment small)
        {
            var large = new Segment(index._options, isListed: false);
            _segments = [.. _segments.Where(segment => segment != small), large];
            var documents = index._documents ?? new(StringComparer.Ordinal);
            foreach (var document in Living(small, small.DocumentCount, _version - 1))
            {
                // What this write removes is in the snapshot that stands until it is published.
                documents[document.Key] = document.IsVisible(_version) ? large.Adopt(document) : document;
            }

            Volatile.Write(ref index._documents, documents);
        }
    }

    private IndexedDocument? FindDocument(string key) => Volatile.Read(ref _documents) is { } byKey
        ? byKey.GetValueOrDefault(key)
        : Seen(Snapshot).FirstOrDefault(document => document.Key == key);

    private void Enter(IndexedDocument document)
    {
        if (_documents is not null)
        {
            _documents[document.Key] = document;
        }
    }

    private static IEnumerable<IndexedDocument> Living(Segment segment, int documents, long version) =>
        segment.Documents.Take(documents).Where(document => document.IsVisible(version));

    /// <summary>The documents of these keys as the snapshot sees them.</summary>
    private List<IndexedDocument> FindDocuments(IndexSnapshot snapshot, IReadOnlyCollection<string> keys)
    {
        var found = new List<IndexedDocument>(keys.Count);
        var byKey = Volatile.Read(ref _documents);
        foreach (var key in keys)
        {
            if (byKey is not null && byKey.TryGetValue(key, out var document))
            {
                found.Add(document);
            }
        }

        // The map is of now, the snapshot may be older. A write enters documents into the map before it publishes and takes them out
        // afterwards, so while the snapshot is still the newest, whatever it holds is in the map, unless as a newer version.
        if (byKey is not null && found.TrueForAll(document => IsSeen(snapshot, document)) && ReferenceEquals(Snapshot, snapshot))
        {
            return found;
        }

        var wanted = keys as IReadOnlySet<string> ?? keys.ToHashSet(StringComparer.Ordinal);
        return [.. Seen(snapshot).Where(document => wanted.Contains(document.Key))];
    }

    /// <summary>The documents that the snapshot sees.</summary>
    private static IEnumerable<IndexedDocument> Seen(IndexSnapshot snapshot) => snapshot.Segments.SelectMany((segment, i) =>
        Living(segment, i == snapshot.Segments.Length - 1 ? snapshot.TailDocuments : segment.DocumentCount, snapshot.Version));

    private static bool IsSeen(IndexSnapshot snapshot, IndexedDocument document)
    {
        var segment = Array.IndexOf(snapshot.Segments, document.Segment);
        return segment >= 0 && document.FirstPart + document.PartCount <= snapshot.PartsOf(segment) && document.IsVisible(snapshot.Version);
    }
}
