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

        var vector = new QueryEmbedding(query.Text);
        var best = 0f;
        var ranked = new BestCandidates(query.Limit);
        foreach (ref readonly var candidate in _candidates.Items)
        {
            best = Math.Max(best, candidate.Score);
            var segment = snapshot.Segments[candidate.Segment];
            var score = Combine(candidate.Score, segment, candidate.Part, segment.Vectors.Similarity(vector, candidate.Part));
            ranked.Offer(candidate with { Score = score, Tie = 0 });
        }

        if (vector.InverseNorm > 0 && _vectorWeight > 0 && best < options.WeakLexicalScore && LeastSimilarity(ranked) <= 1)
        {
            CollectSimilar(vector, ranked);
        }

        var hits = ranked.Items.ToArray();
        Array.Sort(hits, static (one, other) => other.CompareTo(one));
        return Array.ConvertAll(hits, static hit => new SearchHit(hit.Document.Key, hit.Document.ContentVersion, hit.Number, hit.Score));
    }

    private float Combine(float lexical, float similarity) =>
        (float)(((1 - _vectorWeight) * lexical) + (_vectorWeight * similarity));

    /// <param name="lexical">As <see cref="Question.Adjust"/> gave it.</param>
    private float Combine(float lexical, Segment segment, int part, float similarity) =>
        _question is null ? Combine(lexical, similarity) : Question.Press(Combine(lexical, similarity * _question.Factor(segment.Traits[part])));

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
            var ties = segment.Ties;
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
                    _candidates.Offer(new Candidate(score, ties[documentOf[part]], i, part, document));
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
        return NextOf(scores, part, _question switch
        {
            null => Math.Max(_candidates.Least, float.Epsilon),
            { AsksForDates: true } => float.Epsilon,
            _ => Math.Max(_candidates.Least / _question.LargestFactor * 0.9999f, float.Epsilon),
        });
    }

    /// <summary>Where from there on the first number stands that is not below <paramref name="least"/>; behind the last if none is.</summary>
    private static int NextOf(ReadOnlySpan<float> numbers, int at, float least)
    {
        var wanted = new Vector<float>(least);
        while (at <= numbers.Length - Vector<float>.Count && Vector.LessThanAll(new Vector<float>(numbers[at..]), wanted))
        {
            at += Vector<float>.Count;
        }

        while (at < numbers.Length && numbers[at] < least)
        {
            at++;
        }

        return at;
    }

    private void CollectSimilar(QueryEmbedding vector, BestCandidates ranked)
    {
        var known = new HashSet<(int, int)>();
        foreach (ref readonly var candidate in _candidates.Items)
        {
            known.Add((candidate.Segment, candidate.Part));
        }

        Span<float> most = stackalloc float[PartVectors.LargestBlock];
        for (var i = 0; i < snapshot.Segments.Length; i++)
        {
            var segment = snapshot.Segments[i];
            var parts = snapshot.PartsOf(i);
            for (var first = 0; first < parts; first += segment.Vectors.BlockSize)
            {
                var bounds = most[..Math.Min(segment.Vectors.BlockSize, parts - first)];
                segment.Vectors.Bound(vector, first, bounds);
                for (var at = NextOf(bounds, 0, LeastSimilarity(ranked)); at < bounds.Length; at = NextOf(bounds, at + 1, LeastSimilarity(ranked)))
                {
                    Collect(new Candidate(0, 0, i, first + at, segment.Documents[segment.DocumentOf[first + at]]), vector, known, ranked);
                }
            }
        }
    }

    /// <summary>No part that is less similar may take a place among the ranked by its vector alone.</summary>
    private float LeastSimilarity(BestCandidates ranked) =>
        Math.Max((float)options.MinSimilarity, ranked.Settle() / (float)_vectorWeight / (_question?.LargestFactor ?? 1) * 0.9999f);

    private void Collect(Candidate candidate, QueryEmbedding vector, HashSet<(int, int)> known, BestCandidates ranked)
    {
        var segment = snapshot.Segments[candidate.Segment];
        var similarity = segment.Vectors.Similarity(vector, candidate.Part);
        var score = similarity < options.MinSimilarity ? 0 : Combine(0, segment, candidate.Part, similarity);
        if (score > 0 && score >= ranked.Least && !known.Contains((candidate.Segment, candidate.Part)) && _filter.Admits(candidate.Document, candidate.Part))
        {
            ranked.Offer(candidate with { Score = score });
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
