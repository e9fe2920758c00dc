namespace FencyGrid.Grains.Search.Index;

/// <summary>
/// Which documents a query may find: those of its snapshot, its keys and its metadata match. Asked before a part may become a candidate, so
/// what is filtered out takes no one's place; metadata is read at most once per document.
/// </summary>
internal sealed class DocumentFilter
{
    private readonly IndexSnapshot _snapshot;
    private readonly MetadataMatch? _match;
    private readonly Func<string, int, bool>? _admits;
    private readonly HashSet<IndexedDocument>? _allowed;
    private readonly Dictionary<string, bool> _matched = new(StringComparer.Ordinal);

    internal DocumentFilter(IndexSnapshot snapshot, SearchQuery query, Func<IndexSnapshot, IReadOnlyCollection<string>, List<IndexedDocument>> findDocuments)
    {
        _snapshot = snapshot;
        _match = query.Match;
        _admits = query.Admits;
        _allowed = query.Keys is null ? null : [.. findDocuments(snapshot, query.Keys)];
    }

    internal bool AdmitsNothing => _allowed is { Count: 0 };

    /// <summary>Whether every document of the segment is admitted, so that none needs to be looked at.</summary>
    internal bool AdmitsAll(Segment segment) => _allowed is null && _match is null && _admits is null && segment.DeadParts == 0;

    /// <param name="part">The part's place in its segment.</param>
    internal bool Admits(IndexedDocument document, int part) =>
        Admits(document) && (_admits is null || _admits(document.Key, part - document.FirstPart + 1));

    internal bool Admits(IndexedDocument document)
    {
        if (!document.IsVisible(_snapshot.Version) || (_allowed is not null && !_allowed.Contains(document)))
        {
            return false;
        }

        if (_match is null)
        {
            return true;
        }

        if (!_matched.TryGetValue(document.Metadata, out var matches))
        {
            matches = _match.Matches(document.Metadata);
            _matched.Add(document.Metadata, matches);
        }

        return matches;
    }
}
