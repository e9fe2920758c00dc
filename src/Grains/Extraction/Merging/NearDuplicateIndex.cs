namespace FencyGrid.Grains.Extraction.Merging;

/// <summary>Finds near-duplicates among many statements without comparing each with all.</summary>
/// <typeparam name="TKey">What a statement is known by.</typeparam>
public sealed class NearDuplicateIndex<TKey>
    where TKey : notnull
{
    private readonly Dictionary<(string Guard, string Word), List<TKey>> _byWord = [];
    private readonly Dictionary<TKey, StatementSignature> _signatures = [];

    public int Count => _signatures.Count;

    /// <summary>Adds a statement, or replaces the one of that key.</summary>
    public void Add(TKey key, string text)
    {
        Remove(key);
        var signature = StatementSignature.Of(text);
        _signatures[key] = signature;
        foreach (var word in signature.Prefix)
        {
            if (!_byWord.TryGetValue((signature.Guard, word), out var keys))
            {
                _byWord[(signature.Guard, word)] = keys = [];
            }

            keys.Add(key);
        }
    }

    public bool Remove(TKey key)
    {
        if (!_signatures.Remove(key, out var signature))
        {
            return false;
        }

        foreach (var word in signature.Prefix)
        {
            var keys = _byWord[(signature.Guard, word)];
            keys.Remove(key);
            if (keys.Count == 0)
            {
                _byWord.Remove((signature.Guard, word));
            }
        }

        return true;
    }

    /// <summary>The earliest added statement that says the same, by the rule of <see cref="NearDuplicate"/>.</summary>
    public bool TryFind(string text, out TKey key)
    {
        var signature = StatementSignature.Of(text);
        foreach (var word in signature.Prefix)
        {
            if (!_byWord.TryGetValue((signature.Guard, word), out var keys))
            {
                continue;
            }

            foreach (var candidate in keys)
            {
                if (NearDuplicate.IsSame(signature, _signatures[candidate]))
                {
                    key = candidate;
                    return true;
                }
            }
        }

        key = default!;
        return false;
    }
}
