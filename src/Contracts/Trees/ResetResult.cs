namespace FencyGrid.Contracts.Trees;

/// <summary>What a reset removed. Facts count every version; failures name the trees' items that are still there.</summary>
public sealed record ResetResult(
    int FactsDeleted,
    int NodesDeleted,
    int OtherItemsDeleted,
    IReadOnlyList<string> FailedFactIds,
    IReadOnlyList<string> FailedNodeIds);
