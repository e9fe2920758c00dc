using FencyGrid.Grains.Search.Conversations;

namespace FencyGrid.Grains.Search.Index;

/// <summary>How an index scores. All numbers are ours, tuned on prose and on conversations; see the defaults.</summary>
public sealed record SearchIndexOptions
{
    /// <summary>Chunks of a document: they hold several sentences, so the neighbours add only a little.</summary>
    public static SearchIndexOptions ProseDefaults { get; } = new();

    /// <summary>Single messages: short, and an answer's words often stand a message or two away from the question's.</summary>
    public static SearchIndexOptions ConversationDefaults { get; } = new() { NeighbourWeights = [0.5, 0.3, 0.2, 0.1], K1 = 0.8, B = 0.3, VectorWeight = 0.15, Conversation = new() };

    /// <summary>BM25's k1: how soon further occurrences of a term stop adding to the score.</summary>
    public double K1 { get; init; } = 1.2;

    /// <summary>BM25's b: how much a long part is held against its matches, 0 to 1.</summary>
    public double B { get; init; } = 0.6;

    /// <summary>What an occurrence counts one part away, two parts away, and so on; at most <see cref="MaxNeighbours"/>.</summary>
    public IReadOnlyList<double> NeighbourWeights { get; init; } = [0.25];

    /// <summary>What an occurrence in the heading counts; kept in quarters.</summary>
    public double HeadingWeight { get; init; } = 1;

    /// <summary>The embedding's share of the score, 0 to 1; the rest is lexical.</summary>
    public double VectorWeight { get; init; } = 0.2;

    /// <summary>So many parts, the best by terms, are ranked by the whole score.</summary>
    public int Candidates { get; init; } = 1000;

    /// <summary>While no part's lexical score reaches this, the vectors of all parts are searched as well.</summary>
    public double WeakLexicalScore { get; init; } = 0.25;

    /// <summary>A part found by its vector alone must be at least so similar (cosine): below it lies what unrelated texts share by chance.</summary>
    public double MinSimilarity { get; init; } = 0.25;

    /// <summary>Reads queries as questions about what was said; null scores by words and neighbours alone.</summary>
    public ConversationScoring? Conversation { get; init; }

    public const int MaxNeighbours = 15;
}
