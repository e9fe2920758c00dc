namespace FencyGrid.Grains.Embeddings;

/// <summary>
/// Joins likeness of meaning, as an embedding model has it, to scores by words: a convex combination (Bruch, Gai and Ingber, An Analysis of
/// Fusion Functions for Hybrid Retrieval, 2022). What has no vector yet keeps its score by words.
/// </summary>
internal static class VectorRanking
{
    /// <summary>The model's share of the score. It depends on the model; a middle that leaves names and numbers their weight.</summary>
    public const double Share = 0.4;

    /// <param name="found">Items by words.</param>
    /// <param name="limit">So many of the items that are found by their vectors alone come along.</param>
    /// <param name="admits">Whether an item of that id may be answered with.</param>
    public static IEnumerable<(TKey Id, double Score)> Join<TKey>(
        IEnumerable<(TKey Id, double Score)> found, VectorSet<TKey> vectors, ReadOnlyMemory<float> query, double share, int limit, Func<TKey, bool> admits)
        where TKey : notnull
    {
        var lexical = found.ToDictionary(hit => hit.Id, hit => hit.Score);
        var alone = new PriorityQueue<TKey, double>();
        foreach (var (id, similarity) in vectors.Compare(query))
        {
            if (lexical.Remove(id, out var score))
            {
                yield return (id, ((1 - share) * score) + (share * similarity));
            }
            else if (similarity > 0 && (alone.Count < limit || (alone.TryPeek(out _, out var least) && similarity > least)) && admits(id))
            {
                alone.Enqueue(id, similarity);
                if (alone.Count > limit)
                {
                    alone.Dequeue();
                }
            }
        }

        foreach (var (id, score) in lexical)
        {
            yield return (id, score);
        }

        foreach (var (id, similarity) in alone.UnorderedItems)
        {
            yield return (id, share * similarity);
        }
    }
}
