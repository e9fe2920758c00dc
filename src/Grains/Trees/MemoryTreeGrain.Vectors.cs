using FencyGrid.Contracts.Search;
using FencyGrid.Contracts.Trees;
using FencyGrid.Grains.Embeddings;
using FencyGrid.Grains.Engine.Scheduling;
using FencyGrid.Grains.Engine.Store;
using FencyGrid.Grains.Trees.Search;
using FencyGrid.Grains.Trees.State;

namespace FencyGrid.Grains.Trees;

public sealed partial class MemoryTreeGrain
{
    private const int MaxVectorsPerCall = 256;

    private OwnedVectors<string> _vectors;

    public Task<string?> GetVectorModelAsync(CancellationToken cancellationToken) => Task.FromResult(Volatile.Read(ref _vectors).Model);

    public Task<IReadOnlyList<TextToEmbed>> ListUnembeddedAsync(string model, int limit, CancellationToken cancellationToken) =>
        Read(IReadOnlyList<TextToEmbed> (state) => [.. Unembedded(state, model).Take(Math.Clamp(limit, 1, MaxVectorsPerCall))]);

    public async Task PutVectorsAsync(string model, IReadOnlyList<TextVector> vectors, CancellationToken cancellationToken)
    {
        if (model != _embedder.Model || _row is not { Version: > 0 })
        {
            return;
        }

        // What was changed or deleted since it was listed has no use for its vector.
        List<TextVector> current = [.. vectors.Where(vector => State.Find(vector.ItemId) is { } item && IsEmbedded(item) && TextKey(item) == vector.TextKey)];
        var transaction = new StoreTransaction();
        foreach (var vector in current)
        {
            transaction.Upsert(new VectorRow(OrganizationId, _treeId, vector.ItemId, model, VectorRow.Write(vector.Values.Span)));
        }

        var done = current.Select(vector => vector.ItemId).ToHashSet(StringComparer.Ordinal);
        List<string> earlier = Unembedded(State, model).All(text => done.Contains(text.ItemId)) ? [.. _vectors.EarlierModels] : [];
        foreach (var old in earlier)
        {
            transaction.Add(new EraseVectors(OrganizationId, _treeId, Model: old));
        }

        if (transaction.Changes.Count == 0)
        {
            return;
        }

        var written = WriteRow(transaction, Row);
        await _store.CommitAsync(transaction, cancellationToken);
        _row = written;
        foreach (var vector in current)
        {
            _vectors.Put(model, vector.ItemId, vector.Values.Span);
        }

        earlier.ForEach(_vectors.Drop);
    }

    private async Task LoadVectorsAsync(CancellationToken cancellationToken)
    {
        await _vectors.LoadAsync(_vectorQueries.LoadAsync(OrganizationId, _treeId, cancellationToken), row => row.ItemId);
        if (_embedder.Model is { } model && (Unembedded(State, model).Any() || _vectors.EarlierModels.Count > 0))
        {
            await _store.CommitAsync(new StoreTransaction().Upsert(ScheduledWorkRow.At(OrganizationId, TreeWork.Embed, Key.Value, _time.GetUtcNow())), cancellationToken);
        }
    }

    /// <summary>Takes away the vectors of texts that are no more, and has those made that are not there yet.</summary>
    /// <returns>The items whose vectors go.</returns>
    private List<string> WriteVectors(StoreTransaction transaction, TreeState before, TreeState after, IReadOnlyList<string> touched)
    {
        List<string> stale = [.. touched.Where(id => before.Find(id) is { } old && IsEmbedded(old) && (after.Find(id) is not { } item || !IsEmbedded(item) || TextKey(item) != TextKey(old)))];
        if (stale.Count > 0)
        {
            transaction.Add(new EraseVectors(OrganizationId, _treeId, stale));
        }

        if (_embedder.Model is not null
            && touched.Any(id => after.Find(id) is { } item && IsEmbedded(item) && (before.Find(id) is not { } old || !IsEmbedded(old) || TextKey(item) != TextKey(old))))
        {
            transaction.Upsert(ScheduledWorkRow.At(OrganizationId, TreeWork.Embed, Key.Value, _time.GetUtcNow()));
        }

        return stale;
    }

    private VectorSet<string>? VectorsFor(TreeSearchRequest request) =>
        request is { Vector: { } query, Mode: not TreeSearchMode.Bm25 } ? Volatile.Read(ref _vectors).Of(query.Model) : null;

    private IEnumerable<TextToEmbed> Unembedded(TreeState state, string model) => state.Order
        .Select(order => state.Find(order.Id)!)
        .Where(item => IsEmbedded(item) && !_vectors.Has(model, item.Id))
        .Select(item => new TextToEmbed(item.Id, TextKey(item), item.Body));

    // Messages that were kept as evidence are found by the facts they told.
    private static bool IsEmbedded(TreeItem item) => item is not Message && item.State == ItemState.Active && !string.IsNullOrWhiteSpace(item.Body);

    private static ulong TextKey(TreeItem item) => FactKeys.Hash('v', item.Body);
}
