using System.Text.Json;
using FencyGrid.Grains.AgentTasks.Completions;
using FencyGrid.Grains.AgentTasks.Completions.Schemas;
using Microsoft.Extensions.AI;

namespace FencyGrid.Grains.Models;

/// <summary>Has a model answer with JSON of a schema. A model that misses it is told what is wrong, once.</summary>
internal static class StructuredAnswer
{
    private const string SchemaName = "answer";

    /// <param name="check">What else is wrong with JSON of the schema, in words for the model; null for nothing.</param>
    /// <exception cref="ModelFailedException">The corrected answer misses it too.</exception>
    public static async Task<string> AskAsync(
        IChatClient model,
        IEnumerable<ChatMessage> conversation,
        ChatOptions options,
        JsonSchema schema,
        Func<JsonElement, IReadOnlyList<string>>? check,
        CancellationToken cancellationToken)
    {
        options.ResponseFormat = ChatResponseFormat.ForJsonSchema(schema.Root, SchemaName);
        List<ChatMessage> messages = [.. conversation];
        var answer = JsonAnswer.Strip((await model.GetResponseAsync(messages, options, cancellationToken)).Text);
        if (FindErrors(schema, check, answer) is { Count: > 0 } errors)
        {
            messages.Add(new ChatMessage(ChatRole.Assistant, answer));
            messages.Add(new ChatMessage(
                ChatRole.User, $"That does not keep to the JSON schema: {string.Join("; ", errors)}. Answer again with the corrected JSON and nothing else."));
            answer = JsonAnswer.Strip((await model.GetResponseAsync(messages, options, cancellationToken)).Text);
            if (FindErrors(schema, check, answer) is { Count: > 0 } left)
            {
                throw new ModelFailedException($"The model's answer does not keep to the JSON schema, also when asked to correct it: {string.Join("; ", left)}.");
            }
        }

        return answer;
    }

    private static IReadOnlyList<string> FindErrors(JsonSchema schema, Func<JsonElement, IReadOnlyList<string>>? check, string answer)
    {
        var errors = JsonAnswer.FindErrors(schema, answer);
        if (errors.Count > 0 || check is null)
        {
            return errors;
        }

        using var document = JsonDocument.Parse(answer);
        return check(document.RootElement);
    }
}
