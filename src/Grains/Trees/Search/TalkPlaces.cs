using System.Collections.Immutable;
using System.Globalization;
using FencyGrid.Grains.Trees.State;

namespace FencyGrid.Grains.Trees.Search;

/// <summary>Which items stand where in the documents of a tree's talk; for one search, which reads each document's key once.</summary>
internal sealed class TalkPlaces(TreeState state)
{
    private readonly Dictionary<string, Place> _places = new(StringComparer.Ordinal);
    private string? _latestKey;
    private Place _latest;

    /// <summary>The key of a conversation's document of that number.</summary>
    public static string Key(string sessionId, int block) => string.Create(CultureInfo.InvariantCulture, $"{block}#{sessionId}");

    /// <summary>Null where the part is empty, or newer than the state.</summary>
    public string? ItemAt(string key, int part)
    {
        // An index goes through a document's parts one after another.
        if (!ReferenceEquals(key, _latestKey))
        {
            if (!_places.TryGetValue(key, out _latest))
            {
                _places[key] = _latest = Read(key);
            }

            _latestKey = key;
        }

        return _latest.Messages.GetValueOrDefault(_latest.First + part - 1);
    }

    private Place Read(string key)
    {
        var mark = key.IndexOf('#', StringComparison.Ordinal);
        var block = int.Parse(key.AsSpan(0, mark), CultureInfo.InvariantCulture);
        return new Place(state.Sessions.GetValueOrDefault(key[(mark + 1)..], SessionState.Empty).Messages, block * TreeIndex.BlockSize);
    }

    private readonly record struct Place(ImmutableSortedDictionary<int, string> Messages, int First);
}
