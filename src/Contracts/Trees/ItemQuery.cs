namespace FencyGrid.Contracts.Trees;

/// <summary>Which items of a scope to list: newest first, by (created_at, id).</summary>
public sealed record ItemQuery
{
    public const int MaxLimit = 5000;

    /// <summary>1 to <see cref="MaxLimit"/>.</summary>
    public int Limit { get; init; } = 50;

    /// <summary>Where the page before ended; not together with <see cref="Offset"/>.</summary>
    public string? PageToken { get; init; }

    /// <summary>How many items to pass over.</summary>
    public int Offset { get; init; }

    /// <summary>Null: facts.</summary>
    public IReadOnlyList<TreeItemKind>? Kinds { get; init; }

    /// <summary>Null: active ones only.</summary>
    public IReadOnlyList<ItemState>? States { get; init; }

    public string? FactType { get; init; }

    public string? SessionId { get; init; }

    public string? NodeId { get; init; }

    /// <summary>True: only items whose metadata has a field.</summary>
    public bool HasMetadata { get; init; }

    /// <summary>
    /// A JSON object as text in the filter language: keys are joined by AND; a value is a bare value, null, or an object of
    /// <c>$eq $ne $in $nin $exists $gt $gte $lt $lte $between</c>; <c>AND</c>, <c>OR</c> and <c>NOT</c> compose. Keys: <c>type</c> (fact, artifact,
    /// episode), <c>id</c>, <c>user_id</c>, <c>agent_id</c>, <c>conv_id</c>, <c>created_at</c>, <c>updated_at</c>, <c>categories</c>, <c>fact_type</c>,
    /// <c>status</c>, <c>text</c>, anything else is a metadata field (<c>metadata.</c> before it is optional; dots go inside).
    /// </summary>
    public string? Filter { get; init; }

    /// <summary>Answers as things stood then: facts that held at that time, whatever became of them since.</summary>
    public DateTimeOffset? AsOf { get; init; }
}

/// <param name="TotalCount">How many items match in all.</param>
/// <param name="NextPageToken">Null on the last page.</param>
public sealed record ItemPage(IReadOnlyList<TreeItem> Items, long TotalCount, string? NextPageToken);
