using FencyGrid.Contracts.Search;

namespace FencyGrid.Contracts.Trees;

public enum TreeSearchMode
{
    /// <summary>Lexical ranking joined with similarity of meaning where that helps.</summary>
    Auto,

    /// <summary>By similarity of meaning: the embedding model's, or the built-in embedder's.</summary>
    Semantic,

    /// <summary>By terms alone.</summary>
    Bm25,
}

public sealed record TreeSearchRequest
{
    public const int MaxLimit = 1000;

    public required string Query { get; init; }

    public TreeSearchMode Mode { get; init; } = TreeSearchMode.Auto;

    /// <summary>1 to <see cref="MaxLimit"/>.</summary>
    public int Limit { get; init; } = 20;

    /// <summary>Null: facts.</summary>
    public IReadOnlyList<TreeItemKind>? Kinds { get; init; }

    /// <summary>Whether messages kept as evidence may answer beside the facts, as if their kind were asked for.</summary>
    public bool IncludeVerbatim { get; init; }

    /// <summary>Null: active ones only.</summary>
    public IReadOnlyList<ItemState>? States { get; init; }

    /// <summary>Answers as things stood then.</summary>
    public DateTimeOffset? AsOf { get; init; }

    /// <summary>As in <see cref="ItemQuery.Filter"/>; decides before anything is ranked.</summary>
    public string? Filter { get; init; }

    public IReadOnlyList<string> ExcludeIds { get; init; } = [];

    /// <summary>What was said just before the query, oldest first: its words count for a little, so that 'and his sister?' finds whose.</summary>
    public IReadOnlyList<string> History { get; init; } = [];

    /// <summary>The conversation that asks: its own memories come first among equals.</summary>
    public string? ConversationId { get; init; }

    /// <summary>Only hits of at least this score, 0 to 1.</summary>
    public double? Threshold { get; init; }

    /// <summary>Whether the best hits are ranked again by how well they cover the query together.</summary>
    public bool Rerank { get; init; }

    /// <summary>What an embedding model made of the query, for trees that go by that model; null for a lexical search.</summary>
    public QueryVector? Vector { get; init; }

    /// <summary>Whether the answer counts as use of the facts in it (hit and miss counts, recency).</summary>
    public bool CountsAsUse { get; init; } = true;
}

/// <param name="Score">0 to 1.</param>
public sealed record TreeSearchHit(TreeItem Item, double Score);

/// <param name="Hits">Best first; equal scores by id.</param>
/// <param name="Trees">How many trees were asked. All of them answered: otherwise the search fails.</param>
/// <param name="StageTimings">Milliseconds by stage.</param>
public sealed record TreeSearchResult(IReadOnlyList<TreeSearchHit> Hits, int Trees, IReadOnlyDictionary<string, double> StageTimings);
