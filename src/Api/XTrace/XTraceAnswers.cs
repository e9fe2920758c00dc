using FencyGrid.Contracts.Trees;

namespace FencyGrid.Api.XTrace;

/// <summary>What came of messages.</summary>
/// <param name="ConsolidationIdMapping">Ids of facts that turned out to be known already, to the ids that are kept.</param>
/// <param name="FlushResult">Null where no episode was built.</param>
/// <param name="Results">The stored facts as search answers show them.</param>
/// <param name="StageTimings">Milliseconds.</param>
/// <param name="SupersededFactIds">Pairs: a fact that lost its place, and the one that took it.</param>
public sealed record XTraceAddAnswer(
    IReadOnlyDictionary<string, string> ConsolidationIdMapping,
    XTraceFlush? FlushResult,
    string Message,
    string Mode,
    IReadOnlyList<XTraceMemory> Results,
    IReadOnlyDictionary<string, double> StageTimings,
    string Status,
    IReadOnlyList<XTraceArtifact> StoredArtifacts,
    IReadOnlyList<XTraceFact> StoredFacts,
    IReadOnlyList<IReadOnlyList<string>> SupersededFactIds)
{
    public static XTraceAddAnswer Of(ConversationResult result, string mode) => new(
        result.ConsolidationIds,
        result.Episodes.Count > 0 ? new XTraceFlush([.. result.Episodes.Select(XTraceEpisode.Of)], result.FlushTimings) : null,
        $"Remembered {Counted(result.Facts.Count, "fact")}, {Counted(result.Artifacts.Count, "artifact")} and {Counted(result.Episodes.Count, "episode")}.",
        mode,
        [.. result.Facts.Select(fact => XTraceMemory.Of(fact))],
        result.StageTimings,
        "completed",
        [.. result.Artifacts.Select(artifact => XTraceArtifact.Of(artifact))],
        [.. result.Facts.Select(fact => XTraceFact.Of(fact))],
        [.. result.Superseded.Select(IReadOnlyList<string> (pair) => [pair.OldId, pair.NewId])]);

    private static string Counted(int count, string what) => $"{count} {what}{(count == 1 ? "" : "s")}";
}

/// <param name="StageTimings">Milliseconds.</param>
public sealed record XTraceFlush(IReadOnlyList<XTraceEpisode> Episodes, IReadOnlyDictionary<string, double> StageTimings);

/// <summary>What was found.</summary>
/// <param name="AllRetrievedArtifacts">Every artifact that matched, those too that the request excludes.</param>
/// <param name="Context">Text to put before a model: what was found, in at most the asked number of characters.</param>
/// <param name="Facts">The facts among the results, in their order.</param>
/// <param name="Results">Best first.</param>
/// <param name="StageTimings">Milliseconds.</param>
public sealed record XTraceSearchAnswer(
    IReadOnlyList<XTraceArtifact> AllRetrievedArtifacts,
    IReadOnlyList<XTraceArtifact> Artifacts,
    string Context,
    IReadOnlyList<XTraceEpisode> Episodes,
    IReadOnlyList<XTraceFact> Facts,
    string Mode,
    IReadOnlyList<XTraceMemory> Results,
    IReadOnlyDictionary<string, double> StageTimings);

/// <param name="Count">How many match in all.</param>
/// <param name="Next">The address of the next page, to be posted to with the same body; null on the last.</param>
/// <param name="Previous">The address of the page before; null on the first.</param>
public sealed record XTracePage(long Count, string? Next, string? Previous, IReadOnlyList<XTraceMemory> Results);

public sealed record XTraceDeletion(string Id, string Status);
