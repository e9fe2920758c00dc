using FencyGrid.Contracts;
using FencyGrid.Contracts.Trees;

namespace FencyGrid.Grains.Trees.Conversations;

/// <summary>What a conversation may look like.</summary>
public static class ConversationRules
{
    public const int MaxMessages = 10_000;
    public const int MaxContentLength = 200_000;
    public const int MaxTotalLength = 20_000_000;
    public const int MaxIdLength = 256;

    /// <exception cref="InvalidRequestException">The message says what is wrong, and in which message.</exception>
    public static void Check(NewConversation conversation)
    {
        if (conversation.Messages.Count is 0 or > MaxMessages)
        {
            throw new InvalidRequestException($"There are {conversation.Messages.Count} messages; 1 to {MaxMessages} are allowed.");
        }

        if (conversation.ConversationId is { Length: 0 or > MaxIdLength })
        {
            throw new InvalidRequestException($"The conversation id must have 1 to {MaxIdLength} characters.");
        }

        var total = 0L;
        for (var i = 0; i < conversation.Messages.Count; i++)
        {
            var message = conversation.Messages[i];
            Require(!string.IsNullOrWhiteSpace(message.Role), i, "needs a role");
            Require(!string.IsNullOrWhiteSpace(message.Content) || !string.IsNullOrWhiteSpace(message.Caption), i, "needs content");
            Require(message.Content.Length <= MaxContentLength, i, $"has more than the {MaxContentLength} characters that are allowed");
            Require(message.Role.Length <= MaxIdLength && (message.DiaId?.Length ?? 0) <= MaxIdLength && (message.Date?.Length ?? 0) <= MaxIdLength, i, $"has a role, date or id of more than {MaxIdLength} characters");
            total += message.Content.Length;
        }

        if (total > MaxTotalLength)
        {
            throw new InvalidRequestException($"The messages have {total} characters together; at most {MaxTotalLength} are allowed in one request.");
        }
    }

    private static void Require(bool condition, int index, string problem)
    {
        if (!condition)
        {
            throw new InvalidRequestException($"messages[{index}] {problem}.");
        }
    }
}
