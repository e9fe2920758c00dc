using FencyGrid.Contracts;
using FencyGrid.Contracts.AgentTasks;
using FencyGrid.Grains.AgentTasks.Runs;
using FencyGrid.Grains.Models;
using Microsoft.Extensions.AI;

namespace FencyGrid.Grains.AgentTasks.Completions;

/// <summary>A task's conversation as models take it.</summary>
internal static class Conversations
{
    public static List<ChatMessage> Of(IReadOnlyList<ChatTurn> turns) => [.. turns.Select(turn => new ChatMessage(
        turn.Role switch
        {
            ChatTurnRole.System => ChatRole.System,
            ChatTurnRole.Assistant => ChatRole.Assistant,
            _ => ChatRole.User,
        },
        turn.Content))];

    public static IReadOnlyList<ChatTurn> Answered(IReadOnlyList<ChatTurn> turns, string answer) => [.. turns, new ChatTurn(ChatTurnRole.Assistant, answer)];

    public static ChatOptions Options(Sampling sampling) => new() { Temperature = (float?)sampling.Temperature, TopP = (float?)sampling.TopP };

    /// <exception cref="InvalidRequestException">No message at all, or none that asks for something.</exception>
    public static void Check(IReadOnlyList<ChatTurn> turns)
    {
        if (!turns.Any(turn => turn.Role == ChatTurnRole.User))
        {
            throw new InvalidRequestException("'messages' must have at least one message of the role USER.");
        }
    }

    /// <exception cref="ModelFailedException">No model is configured.</exception>
    public static IChatClient ModelOf(AgentTaskRun run) => run.Model?.Client
        ?? throw new ModelFailedException($"No model is configured, and this task has nothing to answer from without one. Add {IChatModels.Setting}:default with Endpoint, ApiKey and Model.");
}
