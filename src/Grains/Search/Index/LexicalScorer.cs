using System.Numerics;
using FencyGrid.Contracts.Search;
using FencyGrid.Grains.Text;

namespace FencyGrid.Grains.Search.Index;

/// <summary>
/// BM25 over windows: an occurrence counts for its own part and, by weight, for the neighbours in the same document. Robertson and
/// Zaragoza, The Probabilistic Relevance Framework: BM25 and Beyond (2009), with idf = ln(1 + (N - n + 0.5) / (n + 0.5)), without the
/// constant k1 + 1, and divided by the sum of the weighted idfs. Occurrences of a term's related terms add to its own before they saturate.
/// </summary>
internal sealed class LexicalScorer
{
    [ThreadStatic]
    private static float[]? _sharedWeights;

    private readonly (uint Hash, float Share, RelatedTerm[] Related)[] _terms;
    private readonly float[] _neighbours;
    private readonly float _norm;
    private readonly float _normPerTerm;

    private LexicalScorer((uint Hash, float Share, RelatedTerm[] Related)[] terms, float[] neighbours, float norm, float normPerTerm) =>
        (_terms, _neighbours, _norm, _normPerTerm) = (terms, neighbours, norm, normPerTerm);

    /// <summary>Null where the query has no terms or nothing is indexed.</summary>
    internal static LexicalScorer? For(SearchIndexOptions options, IReadOnlyList<QueryTerm> terms, ShardStatistics statistics)
    {
        if (terms.Count == 0 || statistics.Chunks <= 0)
        {
            return null;
        }

        var idfs = new double[terms.Count];
        for (var i = 0; i < idfs.Length; i++)
        {
            var frequency = Math.Min(statistics.DocumentFrequencies[i], statistics.Chunks);
            idfs[i] = terms[i].Weight * Math.Log(1 + ((statistics.Chunks - frequency + 0.5) / (frequency + 0.5)));
        }

        var sum = idfs.Sum();
        var average = Math.Max(1, (double)statistics.Terms / statistics.Chunks);
        return new LexicalScorer(
            [.. terms.Select((term, i) => (term.Hash, (float)(idfs[i] / sum), term.Related))],
            [.. options.NeighbourWeights.Select(weight => (float)weight)],
            (float)(options.K1 * (1 - options.B)),
            (float)(options.K1 * options.B / average));
    }

    /// <summary>Adds each part's score, 0 to 1, to <paramref name="scores"/>; false if the segment holds none of the terms.</summary>
    internal bool Score(Segment segment, Span<float> scores)
    {
        if (_sharedWeights is null || _sharedWeights.Length < scores.Length)
        {
            _sharedWeights = new float[Math.Max(scores.Length, 8192)];
        }

        var any = false;
        foreach (var (hash, share, related) in _terms)
        {
            any |= Score(segment, hash, share, related, scores);
        }

        return any;
    }

    private bool Score(Segment segment, uint hash, float share, RelatedTerm[] related, Span<float> scores)
    {
        var reach = segment.Reach;
        var lengths = segment.WindowLengths;
        if (related.Length == 0)
        {
            if (!segment.TryRead(hash, scores.Length, out var postings))
            {
                return false;
            }

            Score(ref postings, share, reach, lengths, _sharedWeights!, scores);
            return true;
        }

        var any = Gather(segment, hash, 1, reach, scores.Length);
        foreach (var other in related)
        {
            any |= Gather(segment, other.Hash, other.Weight, reach, scores.Length);
        }

        if (any)
        {
            Settle(0, scores.Length, share, lengths, _sharedWeights!, scores);
        }

        return any;
    }

    /// <summary>Adds the term's windows to the shared weights, which the caller settles once all related terms are in.</summary>
    private bool Gather(Segment segment, uint hash, float factor, byte[] reach, int parts)
    {
        if (!segment.TryRead(hash, parts, out var postings))
        {
            return false;
        }

        var weights = _sharedWeights!;
        while (postings.Next() && postings.Part < parts)
        {
            Spread(postings.Part, factor * postings.Weight * (1f / PostingReader.WeightUnit), reach, weights);
        }

        return true;
    }

    private void Spread(int part, float weight, byte[] reach, float[] weights)
    {
        var first = part - (reach[part] & 15);
        var last = part + (reach[part] >> 4);
        weights[part] += weight;
        for (var i = part - 1; i >= first; i--)
        {
            weights[i] += weight * _neighbours[part - i - 1];
        }

        for (var i = part + 1; i <= last; i++)
        {
            weights[i] += weight * _neighbours[i - part - 1];
        }
    }

    private void Score(ref PostingReader postings, float share, byte[] reach, float[] lengths, float[] weights, Span<float> scores)
    {
        // Windows of postings that follow one another overlap: what lies before the next window is complete and goes into the scores.
        var from = 0;
        var to = 0;
        while (postings.Next() && postings.Part < scores.Length)
        {
            var part = postings.Part;
            if (reach[part] == 0)
            {
                // The only part of its document: no window but its own.
                var weight = postings.Weight * (1f / PostingReader.WeightUnit);
                scores[part] += share * weight / (weight + _norm + (_normPerTerm * lengths[part]));
                continue;
            }

            var first = part - (reach[part] & 15);
            var last = part + (reach[part] >> 4);
            if (first > from)
            {
                Settle(from, Math.Min(first, to), share, lengths, weights, scores);
                from = first;
            }

            Spread(part, postings.Weight * (1f / PostingReader.WeightUnit), reach, weights);
            to = last + 1;
        }

        Settle(from, to, share, lengths, weights, scores);
    }

    private void Settle(int from, int to, float share, float[] lengths, float[] weights, Span<float> scores)
    {
        var i = from;
        for (; i <= to - Vector<float>.Count; i += Vector<float>.Count)
        {
            var weight = new Vector<float>(weights, i);
            if (weight == Vector<float>.Zero)
            {
                continue;
            }

            Vector<float>.Zero.CopyTo(weights, i);
            var target = scores.Slice(i, Vector<float>.Count);
            (new Vector<float>(target) + (share * weight / (weight + new Vector<float>(_norm) + (_normPerTerm * new Vector<float>(lengths, i))))).CopyTo(target);
        }

        for (; i < to; i++)
        {
            var weight = weights[i];
            weights[i] = 0;
            scores[i] += share * weight / (weight + _norm + (_normPerTerm * lengths[i]));
        }
    }
}
