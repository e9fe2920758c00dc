using FencyGrid.Contracts.Search;

namespace FencyGrid.Grains.Search.Index;

/// <param name="Terms">The query's distinct terms; see <see cref="Text.TextAnalyzer.AnalyzeQuery"/>.</param>
/// <param name="Text">The query as asked, for the embedding and for what <see cref="Conversations.ConversationScoring"/> reads in a question.</param>
/// <param name="Statistics">Of the terms, summed over all indexes that are asked; null where this is the only one.</param>
/// <param name="Keys">Only these documents; null for all.</param>
/// <param name="Match">Only documents whose metadata matches; null for all.</param>
/// <param name="Limit">At most so many hits.</param>
/// <param name="Admits">Only parts that it says yes to, by document key and part number; null for all. Asked before a part may take a place among the best.</param>
/// <param name="Ranking">What the score is made of.</param>
public sealed record SearchQuery(
    IReadOnlyList<string> Terms,
    string Text,
    int Limit,
    ShardStatistics? Statistics = null,
    IReadOnlyCollection<string>? Keys = null,
    MetadataMatch? Match = null,
    Func<string, int, bool>? Admits = null,
    SearchRanking Ranking = SearchRanking.Joined);

public enum SearchRanking
{
    /// <summary>Terms and similarity, each by its weight.</summary>
    Joined,

    /// <summary>Terms alone: what holds none of them is not found.</summary>
    Lexical,

    /// <summary>Similarity alone: all vectors are compared.</summary>
    Similarity,
}
