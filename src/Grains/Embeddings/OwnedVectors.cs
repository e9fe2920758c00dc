using System.Collections.Concurrent;

namespace FencyGrid.Grains.Embeddings;

/// <summary>
/// The vectors of one owner's texts. Searches go by one model's: an earlier one's until those of the configured model are all there, which
/// is when the earlier ones are erased.
/// </summary>
internal sealed class OwnedVectors<TKey>(string? configured)
    where TKey : notnull
{
    private readonly ConcurrentDictionary<string, VectorSet<TKey>> _byModel = new(StringComparer.Ordinal);

    public long ResidentBytes => _byModel.Values.Sum(set => set.ResidentBytes);

    /// <summary>The model that searches go by; null where no model is configured or nothing is embedded yet.</summary>
    public string? Model => configured is null ? null
        : _byModel.Where(pair => pair.Key != configured && pair.Value.Count > 0).OrderByDescending(pair => pair.Value.Count).ThenBy(pair => pair.Key, StringComparer.Ordinal)
            .Select(pair => pair.Key).FirstOrDefault() is { } earlier ? earlier
        : _byModel.TryGetValue(configured, out var set) && set.Count > 0 ? configured
        : null;

    /// <summary>Takes in the rows of every model; none where no model is configured.</summary>
    /// <param name="rows">Not read where no model is configured.</param>
    /// <param name="key">The text that a row is of.</param>
    public async Task LoadAsync(IAsyncEnumerable<VectorRow> rows, Func<VectorRow, TKey> key)
    {
        if (configured is null)
        {
            return;
        }

        await foreach (var row in rows)
        {
            Put(row.Model, key(row), row.Values);
        }
    }

    public VectorSet<TKey>? Of(string model) => _byModel.GetValueOrDefault(model);

    public bool Has(string model, TKey id) => Of(model)?.Contains(id) == true;

    public void Put(string model, TKey id, ReadOnlySpan<float> vector) => _byModel.GetOrAdd(model, _ => new VectorSet<TKey>()).Put(id, vector);

    public void Remove(IEnumerable<TKey> ids)
    {
        foreach (var id in ids)
        {
            foreach (var set in _byModel.Values)
            {
                set.Remove(id);
            }
        }
    }

    public IReadOnlyList<string> EarlierModels => [.. _byModel.Keys.Where(model => model != configured)];

    public void Drop(string model) => _byModel.TryRemove(model, out _);
}
