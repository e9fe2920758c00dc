using System.Numerics;
using FencyGrid.Contracts.Search;
using FencyGrid.Grains.Search.Conversations;
using FencyGrid.Grains.Text;

namespace FencyGrid.Grains.Search.Index;

/// <summary>One query against one snapshot: lexical scores of all parts, then vectors, then the whole score of the best candidates.</summary>
internal sealed class IndexSearch(
    SearchIndexOptions options,
    IndexSnapshot snapshot,
    SearchQuery query,
    ShardStatistics statistics,
    Func<IndexSnapshot, IReadOnlyCollection<string>, List<IndexedDocument>> findDocuments)
{
    [ThreadStatic]
    private static float[]? _sharedScores;

    private readonly BestCandidates _candidates = new(Math.Max(options.Candidates, query.Limit));
    private readonly Question? _question = options.Conversation is null ? null : Question.Read(query, options.Conversation);
    private readonly DocumentFilter _filter = new(snapshot, query, findDocuments);
    private readonly double _vectorWeight = query.Ranking switch
    {
        SearchRanking.Lexical => 0,
        SearchRanking.Similarity => 1,
        _ => options.VectorWeight,
    };

    internal IReadOnlyList<SearchHit> Run()
    {
        if (query.Limit <= 0 || snapshot.Parts == 0 || _filter.AdmitsNothing)
        {
            return [];
        }

        if (query.Ranking != SearchRanking.Similarity)
        {
            CollectLexical();
        }

        Span<short> wide = stackalloc short[HashedEmbedder.Dimensions];
        var vector = HashedEmbedder.Embed(query.Text);
        HashedEmbedder.Widen(vector, wide);
        var norm = HashedEmbedder.InverseNorm(vector);
        var best = 0f;
        var ranked = new BestCandidates(query.Limit);
        foreach (ref readonly var candidate in _candidates.Items)
        {
            best = Math.Max(best, candidate.Score);
            var segment = snapshot.Segments[candidate.Segment];
            ranked.Offer(candidate with { Score = Combine(candidate.Score, segment, candidate.Part, Similarity(HashedEmbedder.Dot(wide, segment.Vector(candidate.Part)), norm, segment.InverseNorms[candidate.Part])) });
        }

        if (norm > 0 && _vectorWeight > 0 && best < options.WeakLexicalScore && MayRank(1, ranked))
        {
            CollectSimilar(wide, norm, ranked);
        }

        var hits = ranked.Items.ToArray();
        Array.Sort(hits, static (one, other) => other.CompareTo(one));
        return Array.ConvertAll(hits, static hit => new SearchHit(hit.Document.Key, hit.Document.ContentVersion, hit.Number, hit.Score));
    }

    private static float Similarity(int dot, float norm, float inverseNorm) => Math.Clamp(dot * norm * inverseNorm, 0, 1);

    private float Combine(float lexical, float similarity) =>
        (float)(((1 - _vectorWeight) * lexical) + (_vectorWeight * similarity));

    /// <param name="lexical">As <see cref="Question.Adjust"/> gave it.</param>
    private float Combine(float lexical, Segment segment, int part, float similarity) =>
        _question is null ? Combine(lexical, similarity) : Question.Press(Combine(lexical, similarity * _question.Factor(segment.Traits[part])));

    /// <summary>Whether a part found by its vector alone may take a place among the ranked, were it as similar as that.</summary>
    private bool MayRank(float similarity, BestCandidates ranked)
    {
        var most = Combine(0, similarity * (_question?.LargestFactor ?? 1));
        return (_question is null ? most : Question.Press(most)) >= ranked.Settle();
    }

    private void CollectLexical()
    {
        var scorer = LexicalScorer.For(options, _question?.Terms ?? [.. query.Terms.Select(term => new QueryTerm(TermHash.Of(term), 1, []))], statistics);
        if (scorer is null)
        {
            return;
        }

        var byDay = _question is { FindsByDay: true };
        for (var i = 0; i < snapshot.Segments.Length; i++)
        {
            var parts = snapshot.PartsOf(i);
            var scores = Scores(parts);
            if (!scorer.Score(snapshot.Segments[i], scores) && !byDay)
            {
                continue;
            }

            var segment = snapshot.Segments[i];
            var documents = segment.Documents;
            var documentOf = segment.DocumentOf;
            var traits = segment.Traits;
            var admitsAll = _filter.AdmitsAll(segment);
            for (var part = NextOf(scores, 0); part < parts; part = NextOf(scores, part + 1))
            {
                var score = _question is null ? scores[part] : _question.Adjust(scores[part], traits[part]);
                if (score <= 0 || score < _candidates.Least)
                {
                    continue;
                }

                var document = documents[documentOf[part]];
                if (admitsAll || _filter.Admits(document, part))
                {
                    _candidates.Offer(new Candidate(score, i, part, document));
                }
            }
        }
    }

    /// <summary>The first part from there on that may become a candidate by its score, the number of parts if none may.</summary>
    private int NextOf(ReadOnlySpan<float> scores, int part)
    {
        if (_question is { FindsByDay: true })
        {
            return part;
        }

        // A day may add to any score; what multiplies one adds at most so much, and rounding a hair.
        var least = _question switch
        {
            null => Math.Max(_candidates.Least, float.Epsilon),
            { AsksForDates: true } => float.Epsilon,
            _ => Math.Max(_candidates.Least / _question.LargestFactor * 0.9999f, float.Epsilon),
        };
        var wanted = new Vector<float>(least);
        while (part <= scores.Length - Vector<float>.Count && Vector.LessThanAll(new Vector<float>(scores[part..]), wanted))
        {
            part += Vector<float>.Count;
        }

        while (part < scores.Length && scores[part] < least)
        {
            part++;
        }

        return part;
    }

    private void CollectSimilar(ReadOnlySpan<short> wide, float norm, BestCandidates ranked)
    {
        var known = new HashSet<(int, int)>();
        foreach (ref readonly var candidate in _candidates.Items)
        {
            known.Add((candidate.Segment, candidate.Part));
        }

        var least = options.MinSimilarity;
        Span<int> dots = stackalloc int[Segment.VectorsPerBlock];
        for (var i = 0; i < snapshot.Segments.Length; i++)
        {
            var segment = snapshot.Segments[i];
            var documents = segment.Documents;
            var documentOf = segment.DocumentOf;
            var inverseNorms = segment.InverseNorms;
            var parts = snapshot.PartsOf(i);
            for (var part = 0; part < parts; part++)
            {
                var place = part & (Segment.VectorsPerBlock - 1);
                if (place == 0)
                {
                    HashedEmbedder.Dots(wide, segment.VectorsFrom(part), dots[..Math.Min(dots.Length, parts - part)]);
                }

                var similarity = Similarity(dots[place], norm, inverseNorms[part]);
                if (similarity < least)
                {
                    continue;
                }

                var score = Combine(0, segment, part, similarity);
                if (score < ranked.Least || known.Contains((i, part)))
                {
                    continue;
                }

                var document = documents[documentOf[part]];
                if (_filter.Admits(document, part))
                {
                    ranked.Offer(new Candidate(score, i, part, document));
                }
            }
        }
    }

    private static Span<float> Scores(int parts)
    {
        if (_sharedScores is null || _sharedScores.Length < parts)
        {
            _sharedScores = new float[Math.Max(parts, 8192)];
        }

        var scores = _sharedScores.AsSpan(0, parts);
        scores.Clear();
        return scores;
    }
}
