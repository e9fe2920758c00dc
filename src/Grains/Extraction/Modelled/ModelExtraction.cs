using FencyGrid.Contracts;
using FencyGrid.Contracts.Trees;
using FencyGrid.Grains.AgentTasks.Completions;
using FencyGrid.Grains.Models;
using FencyGrid.Grains.Trees;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;

namespace FencyGrid.Grains.Extraction.Modelled;

/// <summary>
/// Asks the configured model what a conversation says. Its answer must keep to a JSON schema and is only proposed: the extraction checks
/// every fact against its evidence. Runs before the tree's turn, which no model may hold up.
/// </summary>
public sealed partial class ModelExtraction(TreeOptions options, TimeProvider time, ILogger<ModelExtraction> logger, IChatModels? models = null)
{
    // About 4,000 tokens of conversation a call.
    private const int PartLength = 16_000;
    private const int PartMessages = 60;

    /// <summary>The conversation with what a model proposes of it; as given where there is no model, or it failed or took too long.</summary>
    public async Task<(NewConversation Conversation, TimeSpan? Elapsed)> ProposeAsync(NewConversation conversation, CancellationToken cancellationToken)
    {
        if (!conversation.Infer || Model() is not { } model)
        {
            return (conversation, null);
        }

        var started = time.GetTimestamp();
        using var patience = new CancellationTokenSource(options.ExtractionTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        try
        {
            var proposals = new List<ProposedFact>();
            foreach (var (from, to) in Parts(conversation.Messages))
            {
                proposals.AddRange(await ReadAsync(model, conversation, from, to, either.Token));
            }

            return (conversation with { Proposals = proposals }, time.GetElapsedTime(started));
        }
        catch (ModelFailedException exception)
        {
            LogFailed(exception.Message);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            LogFailed($"The model took longer than {options.ExtractionTimeout.TotalSeconds:0.#} seconds.");
        }

        return (conversation, time.GetElapsedTime(started));
    }

    private IChatClient? Model()
    {
        try
        {
            return models?.Resolve(null)?.Client;
        }
        catch (InvalidRequestException)
        {
            // Several models are configured and none of them is the default one.
            return null;
        }
    }

    /// <summary>A model that misses the schema is told what is wrong, once.</summary>
    private static async Task<IEnumerable<ProposedFact>> ReadAsync(IChatClient model, NewConversation conversation, int from, int to, CancellationToken cancellationToken)
    {
        List<ChatMessage> messages =
        [
            new(ChatRole.System, FactSchema.Instructions(conversation.CustomInstructions)),
            new(ChatRole.User, FactSchema.Transcript(conversation, from, to)),
        ];
        var format = new ChatOptions { ResponseFormat = ChatResponseFormat.ForJsonSchema(FactSchema.Answer.Root, FactSchema.Name), Temperature = 0 };
        var answer = JsonAnswer.Strip((await model.GetResponseAsync(messages, format, cancellationToken)).Text);
        if (JsonAnswer.FindErrors(FactSchema.Answer, answer) is { Count: > 0 } errors)
        {
            messages.Add(new ChatMessage(ChatRole.Assistant, answer));
            messages.Add(new ChatMessage(ChatRole.User, $"That does not keep to the JSON schema: {string.Join("; ", errors)}. Answer again with the corrected JSON and nothing else."));
            answer = JsonAnswer.Strip((await model.GetResponseAsync(messages, format, cancellationToken)).Text);
            if (JsonAnswer.FindErrors(FactSchema.Answer, answer).Count > 0)
            {
                throw new ModelFailedException("The model's facts do not keep to the JSON schema, also when asked to correct them.");
            }
        }

        return FactSchema.Read(answer);
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

    [LoggerMessage(Level = LogLevel.Warning, Message = "Facts were read without the model. {Reason}")]
    private partial void LogFailed(string reason);
}
