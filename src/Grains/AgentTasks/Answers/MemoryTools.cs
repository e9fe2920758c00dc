using System.Text;
using System.Text.Json;
using FencyGrid.Contracts.AgentTasks;
using Microsoft.Extensions.AI;

namespace FencyGrid.Grains.AgentTasks.Answers;

/// <summary>The tools that a model answers from memories with. What it asks for wrongly it is told, so that it can ask again.</summary>
/// <param name="scanLimit">At most so many memories are read; searching is not bounded by it.</param>
/// <param name="chunkLimit">At most so many chunks come of one search.</param>
internal sealed class MemoryTools(AnswerSteps steps, string taskId, int scanLimit, int chunkLimit)
{
    private const int MaxFound = 20;
    private const int MaxFiles = 5;
    private const int MaxFileCharacters = 500_000;

    private readonly HashSet<string> _scanned = new(StringComparer.Ordinal);
    private readonly List<AgentTaskFile> _files = [];

    public static IReadOnlyList<AITool> Declarations { get; } =
    [
        Declare("find_memories", "Finds memories (documents) by words of their title or metadata.",
            """{"type":"object","properties":{"query":{"type":"string","description":"Words of the title, the metadata or the subject."}},"required":["query"]}"""),
        Declare("search_chunks", "Searches the text of memories and answers with the best matching passages.",
            """{"type":"object","properties":{"query":{"type":"string"},"memoryIds":{"type":"array","items":{"type":"string"},"description":"Only in these memories; leave it out for all."}},"required":["query"]}"""),
        Declare("read_memory", "Reads a memory's text from a chunk on. Long memories come in several parts.",
            """{"type":"object","properties":{"memoryId":{"type":"string"},"fromChunk":{"type":"integer","minimum":1}},"required":["memoryId"]}"""),
        Declare("write_file", "Writes a text file that the user can download, when the user asks for a file. Answers with the link to give to the user.",
            """{"type":"object","properties":{"name":{"type":"string"},"extension":{"type":"string","description":"Such as md, csv or txt."},"content":{"type":"string"}},"required":["name","extension","content"]}"""),
    ];

    public IReadOnlyList<AgentTaskFile> Files => _files;

    public async Task<string> CallAsync(FunctionCallContent call, CancellationToken cancellationToken)
    {
        if (call.Exception is not null)
        {
            return "Error: the arguments are not a JSON object.";
        }

        return call.Name switch
        {
            "find_memories" => await FindAsync(Text(call, "query").Trim(), cancellationToken),
            "search_chunks" => await SearchAsync(Text(call, "query").Trim(), Texts(call, "memoryIds"), cancellationToken),
            "read_memory" => await ReadAsync(Text(call, "memoryId").Trim(), Number(call, "fromChunk") ?? 1, cancellationToken),
            "write_file" => WriteFile(Text(call, "name"), Text(call, "extension"), Text(call, "content")),
            _ => $"Error: there is no tool '{call.Name}'.",
        };
    }

    private async Task<string> FindAsync(string query, CancellationToken cancellationToken)
    {
        if (query.Length == 0)
        {
            return "Error: 'query' is missing.";
        }

        var found = await steps.FindAsync(query, MaxFound, cancellationToken);
        var text = new StringBuilder();
        foreach (var memory in found)
        {
            text.AppendLine($"- {memory.Title} (memoryId {memory.Id}, type \"{memory.TypeName}\", link {AnswerLinks.ToMemory(memory.TypeId, memory.Id)}, metadata {memory.Metadata})");
        }

        return text.Length == 0 ? "Nothing was found." : text.ToString();
    }

    private async Task<string> SearchAsync(string query, IReadOnlyList<string>? memoryIds, CancellationToken cancellationToken)
    {
        if (query.Length == 0)
        {
            return "Error: 'query' is missing.";
        }

        var text = new StringBuilder();
        foreach (var hit in await steps.SearchAsync(query, memoryIds, chunkLimit, cancellationToken))
        {
            var pages = hit.MatchingChunk.PageNumbers.Count == 0 ? "" : $", page {string.Join(", ", hit.MatchingChunk.PageNumbers)}";
            text.AppendLine($"## {hit.MemoryTitle} (memoryId {hit.MemoryId}, chunk {hit.MatchingChunk.ChunkNumber}{pages}, link {AnswerLinks.ToMemory(hit.MemoryTypeId, hit.MemoryId)})");
            text.AppendLine(hit.MatchingChunk.Content).AppendLine();
        }

        return text.Length == 0 ? "Nothing was found." : text.ToString();
    }

    private async Task<string> ReadAsync(string memoryId, int fromChunk, CancellationToken cancellationToken)
    {
        if (!_scanned.Contains(memoryId) && _scanned.Count >= scanLimit)
        {
            return $"Error: {scanLimit} memories were read, which is all that this task allows. Use search_chunks instead.";
        }

        if (await steps.ReadAsync(memoryId, fromChunk, cancellationToken) is not { } memory)
        {
            return $"Error: there is no memory '{memoryId}'.";
        }

        _scanned.Add(memoryId);
        var rest = memory.NextChunk is { } next ? $"\n\n(The memory goes on: read it with fromChunk {next}.)" : "";
        return $"# {memory.Title} (link {AnswerLinks.ToMemory(memory.TypeId, memory.Id)})\n\n{memory.Text}{rest}";
    }

    private string WriteFile(string name, string extension, string content)
    {
        extension = extension.Trim().TrimStart('.').ToLowerInvariant();
        if (_files.Count == MaxFiles || content.Length > MaxFileCharacters || name.Length is 0 or > 200
            || extension.Length is 0 or > 10 || !extension.All(char.IsAsciiLetterOrDigit))
        {
            return $"Error: a task may write {MaxFiles} files of {MaxFileCharacters} characters, each with a name and an extension of letters and digits.";
        }

        var file = new AgentTaskFile(AgentTaskFileId.Of(taskId, _files.Count), name, extension, content);
        _files.Add(file);
        return $"Written. Give the user this link: {AnswerLinks.ToFile(file.Id, extension)}";
    }

    private static AIFunctionDeclaration Declare(string name, string description, string schema) =>
        AIFunctionFactory.CreateDeclaration(name, description, JsonElement.Parse(schema));

    private static JsonElement? Argument(FunctionCallContent call, string name) =>
        call.Arguments?.TryGetValue(name, out var value) == true ? value as JsonElement? ?? JsonSerializer.SerializeToElement(value) : null;

    private static string Text(FunctionCallContent call, string name) =>
        Argument(call, name) is { ValueKind: JsonValueKind.String } text ? text.GetString()! : string.Empty;

    private static int? Number(FunctionCallContent call, string name) =>
        Argument(call, name) is { ValueKind: JsonValueKind.Number } number && number.TryGetInt32(out var value) ? value : null;

    private static string[]? Texts(FunctionCallContent call, string name)
    {
        string[] texts = Argument(call, name) is { ValueKind: JsonValueKind.Array } array
            ? [.. array.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.String).Select(item => item.GetString()!)]
            : [];
        return texts.Length > 0 ? texts : null;
    }
}
