using System.Text.Json;
using FencyGrid.Grains.AgentTasks.Completions.Schemas;

namespace FencyGrid.Grains.AgentTasks.Completions;

/// <summary>JSON as models write it.</summary>
internal static class JsonAnswer
{
    private const string Fence = "```";

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 64 };

    /// <summary>Without the Markdown fence that many models put around JSON.</summary>
    public static string Strip(string answer)
    {
        var text = answer.Trim();
        if (!text.StartsWith(Fence, StringComparison.Ordinal) || !text.EndsWith(Fence, StringComparison.Ordinal) || text.Length < 2 * Fence.Length)
        {
            return text;
        }

        var firstLine = text.IndexOf('\n', StringComparison.Ordinal);
        return firstLine < 0 ? text : text[(firstLine + 1)..^Fence.Length].Trim();
    }

    /// <summary>What keeps the answer from being JSON of that schema; empty if nothing does.</summary>
    public static IReadOnlyList<string> FindErrors(JsonSchema schema, string answer)
    {
        try
        {
            using var document = JsonDocument.Parse(answer, Strict);
            return schema.Validate(document.RootElement);
        }
        catch (JsonException)
        {
            return ["it is not valid JSON"];
        }
    }
}
