using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using OpenAI.Chat;

namespace FencyGrid.Models;

/// <summary>Puts tool calls together that come in pieces over a stream.</summary>
internal sealed class ToolCallAssembly
{
    private readonly SortedDictionary<int, Call> _calls = [];

    public void Add(StreamingChatCompletionUpdate update)
    {
        foreach (var piece in update.ToolCallUpdates)
        {
            if (!_calls.TryGetValue(piece.Index, out var call))
            {
                _calls[piece.Index] = call = new Call();
            }

            call.Id ??= string.IsNullOrEmpty(piece.ToolCallId) ? null : piece.ToolCallId;
            call.Name ??= string.IsNullOrEmpty(piece.FunctionName) ? null : piece.FunctionName;
            if (piece.FunctionArgumentsUpdate is { } arguments && !arguments.ToMemory().IsEmpty)
            {
                call.Arguments.Append(arguments.ToString());
            }
        }
    }

    /// <summary>The whole calls. Arguments that are no JSON object come with the exception, for the model to be told.</summary>
    public List<AIContent> Finish() => [.. _calls.Select(entry => (AIContent)FunctionCallContent.CreateFromParsedArguments(
        entry.Value.Arguments.Length == 0 ? "{}" : entry.Value.Arguments.ToString(),
        entry.Value.Id ?? $"call_{entry.Key}",
        entry.Value.Name ?? "",
        static json => JsonSerializer.Deserialize<Dictionary<string, object?>>(json)))];

    private sealed class Call
    {
        public string? Id { get; set; }

        public string? Name { get; set; }

        public StringBuilder Arguments { get; } = new();
    }
}
