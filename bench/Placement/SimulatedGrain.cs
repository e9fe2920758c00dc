namespace FencyGrid.Bench.Placement;

/// <param name="Key">A hash of the grain's key, uniform over 64 bits.</param>
/// <param name="Group">A hash of what the grain is a part of: a shard's memory type; a tree is its own.</param>
/// <param name="Part">Its number within the group.</param>
/// <param name="Bytes">What it holds in memory.</param>
/// <param name="Calls">Its calls a second, on the average.</param>
public readonly record struct SimulatedGrain(ulong Key, ulong Group, int Part, double Bytes, double Calls);
