using FencyGrid.Contracts.AgentTasks;

namespace FencyGrid.Contracts.Streams;

/// <summary>A progress item as a client's stream delivers it.</summary>
/// <param name="Position">
/// Where a client that has this item goes on after a reconnect. Null where it cannot go on yet: more items belong to the same step,
/// and a client that is cut off between them is given all of them again.
/// </param>
/// <param name="CreatedAt">When the item first appeared.</param>
public sealed record StreamItem(string? Position, ProgressItem Item, DateTimeOffset CreatedAt);
