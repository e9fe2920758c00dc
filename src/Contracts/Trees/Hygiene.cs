namespace FencyGrid.Contracts.Trees;

/// <summary>What is worth a look in one tree. Each list is cut at the asked limit; the counts are whole.</summary>
public sealed record HygieneReport(
    TreeAddress Tree,
    int FactsExamined,
    int DuplicateCount,
    int StaleCount,
    int ContradictionCount,
    int SecretCount,
    IReadOnlyList<HygienePair> Duplicates,
    IReadOnlyList<string> Stale,
    IReadOnlyList<HygienePair> Contradictions,
    IReadOnlyList<SecretFinding> Secrets);

public sealed record HygienePair(string FactId, string OtherId);

/// <param name="Sort">What it looks like, for example <c>api_key</c>; never the secret.</param>
public sealed record SecretFinding(string ItemId, string Sort);

/// <param name="Limit">How many facts to examine.</param>
/// <param name="ChunkSize">How many facts are written in one transaction.</param>
public sealed record BackfillRequest(int Limit = 20, int Offset = 0, int ChunkSize = 5);

/// <summary>What filling in missing entities came to, over the scope's active facts, oldest first.</summary>
/// <param name="Examined">Facts looked at.</param>
/// <param name="Processed">Facts that had no entities and now have.</param>
/// <param name="Skipped">Facts that had entities, or whose text names none.</param>
/// <param name="Failed">Facts that could not be written.</param>
/// <param name="NextOffset">Where to go on; equals the number of facts at the end.</param>
public sealed record BackfillResult(int Examined, int Processed, int Skipped, int Failed, bool HasMore, int NextOffset);
