using FencyGrid.Contracts.Trees;
using FencyGrid.Grains.Extraction;
using FencyGrid.Grains.Extraction.Episodes;

namespace FencyGrid.Grains.Trees.Rules;

/// <summary>What a tree has read for it: claims out of texts, and how claims stand to each other. Pure: the same input, the same answer.</summary>
public interface IFactReader
{
    /// <summary>What can be told of a claim that is given as it is; its text stays the given one.</summary>
    ExtractedFact Describe(string text, DateTimeOffset? saidAt);

    /// <param name="proposals">What a model read, by places in <paramref name="messages"/>; null has rules read them.</param>
    ExtractionResult Extract(IReadOnlyList<ConversationMessage> messages, ExtractionContext context, IReadOnlyList<ProposedFact>? proposals = null);

    /// <summary>Whether the newer claim cannot hold beside the older one.</summary>
    bool Contradicts(ExtractedFact newer, ExtractedFact older);

    /// <summary>Names, places and handles in a text, in order of appearance.</summary>
    IReadOnlyList<string> FindEntities(string text);

    /// <summary>A digest of a conversation and the facts it yielded, or of facts alone; null when there is nothing.</summary>
    EpisodeText? Summarize(IReadOnlyList<ConversationMessage> messages, IReadOnlyList<ExtractedFact> facts);

    /// <summary>A digest of texts in their order; null when there are none.</summary>
    EpisodeText? Summarize(IReadOnlyList<string> texts, DateTimeOffset from, DateTimeOffset to);
}
