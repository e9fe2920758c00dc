namespace FencyGrid.Contracts.Trees;

/// <summary>One message of a conversation to remember.</summary>
/// <param name="Date">When it was said, as free text; ISO 8601 and common English forms are understood.</param>
/// <param name="DiaId">The caller's own id of the message.</param>
/// <param name="Speaker">The author's name; null: a <c>Name:</c> prefix of the content, else the role.</param>
/// <param name="Caption">What an attached picture shows.</param>
/// <param name="Metadata">A JSON object as text; merged over the conversation's.</param>
public sealed record NewMessage(
    string Role,
    string Content,
    string? Date = null,
    string? DiaId = null,
    string? Speaker = null,
    string? Caption = null,
    string? Metadata = null);

/// <summary>What a model read in a conversation. It becomes a fact if its evidence bears it out.</summary>
/// <param name="Messages">The places of the messages it was read from.</param>
/// <param name="Quote">Exact words of one of them.</param>
public sealed record ProposedFact(string Text, IReadOnlyList<int> Messages, string Quote);

public enum FlushPolicy
{
    /// <summary>An episode is built once enough messages of the conversation are waiting for one.</summary>
    WhenDue,

    /// <summary>The waiting messages become an episode now.</summary>
    Now,

    /// <summary>They go on waiting.</summary>
    Later,
}

/// <summary>Messages to remember, a new conversation or the next ones of a known one.</summary>
/// <param name="ConversationId">Null starts a conversation with a random id.</param>
/// <param name="Infer">True: facts are extracted and the messages kept as their evidence. False: every message is a memory of its own.</param>
/// <param name="Import">Whether this is a bulk import of past messages rather than a chat going on.</param>
/// <param name="Metadata">A JSON object as text for everything that is stored.</param>
/// <param name="UserName">The name of the user who says 'I', where known.</param>
/// <param name="AgentName">The name of the assistant, where known.</param>
/// <param name="CustomInstructions">Told to the model that extracts; without a model unused.</param>
/// <param name="Proposals">What a model read in the messages; null where none did, and rules read them.</param>
public sealed record NewConversation(
    IReadOnlyList<NewMessage> Messages,
    string? ConversationId = null,
    bool Infer = true,
    bool Import = false,
    FlushPolicy Flush = FlushPolicy.WhenDue,
    string? Metadata = null,
    string? UserName = null,
    string? AgentName = null,
    string? CustomInstructions = null,
    IReadOnlyList<ProposedFact>? Proposals = null);

/// <summary>What a conversation came to, all of it stored.</summary>
/// <param name="Facts">Created facts and confirmed ones, in the order of their evidence; with extraction off one per message.</param>
/// <param name="Episodes">Episodes that were built by this call.</param>
/// <param name="Superseded">Each fact that lost its place with the one that took it.</param>
/// <param name="ConsolidationIds">A candidate that was merged into a fact already known: the candidate's id to the id that is kept.</param>
/// <param name="Dropped">How many candidates were left out, by reason.</param>
/// <param name="StageTimings">Milliseconds by stage.</param>
/// <param name="FlushTimings">Milliseconds by stage of building episodes; empty if none was built.</param>
public sealed record ConversationResult(
    string ConversationId,
    IReadOnlyList<Fact> Facts,
    IReadOnlyList<Message> Messages,
    IReadOnlyList<Artifact> Artifacts,
    IReadOnlyList<Episode> Episodes,
    IReadOnlyList<SupersededFact> Superseded,
    IReadOnlyDictionary<string, string> ConsolidationIds,
    IReadOnlyDictionary<string, int> Dropped,
    IReadOnlyDictionary<string, double> StageTimings,
    IReadOnlyDictionary<string, double> FlushTimings);

public sealed record SupersededFact(string OldId, string NewId);
