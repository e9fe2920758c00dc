namespace FencyGrid.Contracts.Trees;

/// <summary>Where a wisdom fact comes from, without telling from whom.</summary>
/// <param name="SourceHashes">One salted hash per user who shares it; it can be matched with nothing outside this server. Empty for wisdom that was written directly.</param>
/// <param name="SourceUsers">How many distinct users share it.</param>
/// <param name="Confidence">0 to 1.</param>
/// <param name="PromotedAt">Null for wisdom that was written directly.</param>
/// <param name="TargetPath">The path of its node in the agent's own tree.</param>
public sealed record WisdomAudit(
    string FactId,
    string Text,
    IReadOnlyList<string> SourceHashes,
    int SourceUsers,
    double Confidence,
    DateTimeOffset? PromotedAt,
    string TargetPath);

/// <summary>A claim that a user's tree offers as wisdom: generalised, and counted in the store by its hash.</summary>
/// <param name="ClaimHash">Salted hash of the generalised claim.</param>
/// <param name="Text">The claim without names and ids.</param>
public sealed record WisdomOffer(string ClaimHash, string Text, string MemoryType, double Confidence, double Importance);
