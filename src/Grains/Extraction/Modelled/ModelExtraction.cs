using FencyGrid.Contracts.Trees;
using FencyGrid.Grains.Trees.Authoring;

namespace FencyGrid.Grains.Extraction.Modelled;

/// <summary>
/// Asks the configured model what a conversation says. Its answer must keep to a JSON schema and is only proposed: the extraction checks
/// every fact against its evidence. Runs before the tree's turn, which no model may hold up.
/// </summary>
public sealed class ModelExtraction(AuthorModel author, TimeProvider time)
{
    // About 4,000 tokens of conversation a call.
    private const int PartLength = 16_000;
    private const int PartMessages = 60;

    /// <summary>The conversation with what a model proposes of it; as given where there is no model, or it failed or took too long.</summary>
    public async Task<(NewConversation Conversation, TimeSpan? Elapsed)> ProposeAsync(NewConversation conversation, CancellationToken cancellationToken)
    {
        using var session = conversation.Infer ? author.Open(cancellationToken) : null;
        if (session is null)
        {
            return (conversation, null);
        }

        var started = time.GetTimestamp();
        var proposals = new List<ProposedFact>();
        foreach (var (from, to) in Parts(conversation.Messages))
        {
            if (await session.AskAsync(
                    FactSchema.Instructions(conversation.CustomInstructions), FactSchema.Transcript(conversation, from, to), FactSchema.Answer, check: null) is not { } answer)
            {
                return (conversation, time.GetElapsedTime(started));
            }

            proposals.AddRange(FactSchema.Read(answer));
        }

        return (conversation with { Proposals = proposals }, time.GetElapsedTime(started));
    }

    private static IEnumerable<(int From, int To)> Parts(IReadOnlyList<NewMessage> messages)
    {
        var (from, length) = (0, 0);
        for (var i = 0; i < messages.Count; i++)
        {
            if (i > from && (i - from == PartMessages || length + messages[i].Content.Length > PartLength))
            {
                yield return (from, i);
                (from, length) = (i, 0);
            }

            length += messages[i].Content.Length;
        }

        yield return (from, messages.Count);
    }
}
