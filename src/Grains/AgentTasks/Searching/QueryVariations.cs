using System.Text.Json;
using FencyGrid.Contracts.AgentTasks;
using FencyGrid.Grains.AgentTasks.Completions;
using FencyGrid.Grains.Models;
using Microsoft.Extensions.AI;

namespace FencyGrid.Grains.AgentTasks.Searching;

/// <summary>Other ways to ask for what a search asks for.</summary>
/// <param name="Reasoning">Where they come from, for the client to show.</param>
internal sealed record QueryVariations(IReadOnlyList<string> Queries, string Reasoning)
{
    private const int MaxQueryLength = 500;

    private static readonly JsonElement AnswerSchema = JsonElement.Parse(
        """{"type":"object","properties":{"queries":{"type":"array","items":{"type":"string"}}},"required":["queries"],"additionalProperties":false}""");

    /// <summary>By the model; without one, or where it fails at this, by choosing among the query's own words.</summary>
    public static async Task<QueryVariations> OfAsync(MemorySearchTask task, IChatClient? model, CancellationToken cancellationToken)
    {
        if (model is null)
        {
            return Lexical(task, "No model is configured (FencyGrid:Models): the queries are choices of the question's own words.");
        }

        try
        {
            return await ByModelAsync(task, model, cancellationToken);
        }
        catch (Exception exception) when (exception is ModelFailedException or JsonException or InvalidOperationException or KeyNotFoundException)
        {
            var reason = exception is ModelFailedException ? exception.Message : "The model did not answer with a list of queries.";
            return Lexical(task, $"{reason} The queries are choices of the question's own words.");
        }
    }

    private static QueryVariations Lexical(MemorySearchTask task, string reasoning) =>
        new(WordChoices.Of(task.Search.Query, task.QueryCount), reasoning);

    private static async Task<QueryVariations> ByModelAsync(MemorySearchTask task, IChatClient model, CancellationToken cancellationToken)
    {
        var prompt =
            $"Write {task.QueryCount} search queries that would find passages answering the question below in a collection of documents. " +
            $"Use other words than the question where documents may use them.{LanguageNames.Instruction(task.Language, "Write them")} " +
            $"Answer with JSON only: {{\"queries\":[\"…\"]}}.\n\nQuestion: {task.Search.Query}";
        var options = new ChatOptions { ResponseFormat = ChatResponseFormat.ForJsonSchema(AnswerSchema, "queries") };
        var answer = await model.GetResponseAsync([new ChatMessage(ChatRole.User, prompt)], options, cancellationToken);
        using var document = JsonDocument.Parse(JsonAnswer.Strip(answer.Text));
        var queries = document.RootElement.GetProperty("queries").EnumerateArray()
            .Select(query => query.GetString()?.Trim() ?? "")
            .Where(query => query.Length is > 0 and <= MaxQueryLength)
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .Take(task.QueryCount)
            .ToArray();
        return queries.Length > 0 ? new QueryVariations(queries, "The model rephrased the question.") : throw new JsonException("No query was given.");
    }
}
