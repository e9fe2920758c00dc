using System.Collections.Immutable;
using FencyGrid.Contracts.Trees;
using FencyGrid.Grains.Trees.State.Collections;

namespace FencyGrid.Grains.Trees.State;

/// <summary>Something a tree holds beside its items, with the version of its row; 0 while it has none.</summary>
public sealed record Stored<T>(T Value, long Version)
    where T : class;

/// <summary>A node as its row has it. What changes with the facts under it is counted in <see cref="NodeState"/> and written nowhere.</summary>
public sealed record NodeBody(
    string Id,
    string? ParentId,
    string Path,
    string Name,
    string Description,
    string MemoryType,
    int Depth,
    DateTimeOffset CreatedAt);

/// <summary>A node and what its active facts add up to.</summary>
/// <param name="Facts">Its active facts.</param>
/// <param name="Importance">Their summed importance.</param>
/// <param name="Uses">How often searches answered with facts of it, whatever became of them since.</param>
public sealed record NodeState(
    Stored<NodeBody> Node,
    OrderedItems Facts,
    int Children,
    double Importance,
    long Uses,
    DateTimeOffset? LastUsedAt,
    DateTimeOffset ChangedAt);

/// <summary>A conversation's messages in order: evidence and verbatim facts alike.</summary>
/// <param name="NextPosition">The place of the next message. Places of deleted ones are not given again.</param>
/// <param name="Waiting">Those that belong to no episode yet.</param>
public sealed record SessionState(ImmutableSortedDictionary<int, string> Messages, int NextPosition, ImmutableSortedSet<int> Waiting)
{
    public static SessionState Empty { get; } = new(ImmutableSortedDictionary<int, string>.Empty, 0, ImmutableSortedSet<int>.Empty);
}

/// <summary>A summary, and whether a newer one of its period took its place.</summary>
public sealed record SummaryBody(MemorySummary Summary, bool IsArchived);
