using FencyGrid.Api.Http.Body;
using FencyGrid.Contracts.AgentTasks;
using FencyGrid.Contracts.Search;

namespace FencyGrid.Api.Fency.AgentTasks;

/// <summary>The fields of each type of task; a secret key and a browser client name them alike.</summary>
internal static class TaskFields
{
    private const int QueryLength = 10_000;
    private const int ContentLength = 400_000;
    private const int ModelLength = 200;
    private const int LanguageLength = 20;
    private const int SchemaLength = 100_000;
    private const int MaxMessages = 1_000;
    private const int DefaultChunkLimit = 10;
    private const int MaxChunkLimit = 100;
    private const int DefaultScanLimit = 3;
    private const int MaxScanLimit = 100;
    private const int MaxContext = 20;
    private const int MaxQueries = 5;

    public static AgentTaskRequest Read(RequestFields fields, AgentTaskType type, GuardRails? guardRails)
    {
        AgentTaskRequest request = type switch
        {
            AgentTaskType.MemorySearch => ReadSearch(fields, guardRails),
            AgentTaskType.MemoryChat => new MemoryChatTask(
                Messages(fields),
                guardRails,
                Language(fields),
                fields.Integer("memoryScanLimit", 1, MaxScanLimit) ?? DefaultScanLimit,
                fields.Integer("chunkLimit", 1, MaxChunkLimit) ?? DefaultChunkLimit),
            AgentTaskType.ExploreMemories => new ExploreMemoriesTask(fields.RequiredText("query", QueryLength), guardRails, Language(fields)),
            AgentTaskType.StreamingChatCompletion => new StreamingChatCompletionTask(Messages(fields), ReadSampling(fields)),
            _ => new StructuredChatCompletionTask(Messages(fields), fields.RequiredText("jsonSchema", SchemaLength), ReadSampling(fields)),
        };
        return request with { Model = fields.Text("model", ModelLength) };
    }

    private static MemorySearchTask ReadSearch(RequestFields fields, GuardRails? guardRails)
    {
        var context = fields.Object("contextExpansion");
        var search = new MemorySearchRequest(
            fields.RequiredText("query", QueryLength),
            guardRails,
            fields.Integer("chunkLimit", 1, MaxChunkLimit) ?? DefaultChunkLimit,
            context?.Integer("before", 0, MaxContext) ?? 0,
            context?.Integer("after", 0, MaxContext) ?? 0);
        var expansion = fields.Object("queryExpansion");
        var queries = expansion?.Integer("queryCount", 1, MaxQueries) ?? (expansion is { } given ? throw given.Missing("queryCount", $"a number from 1 to {MaxQueries}") : 0);
        return new MemorySearchTask(search, queries, Language(fields));
    }

    private static IReadOnlyList<ChatTurn> Messages(RequestFields fields)
    {
        var messages = fields.Objects("messages", MaxMessages) ?? throw fields.Missing("messages", "an array of messages");
        return [.. messages.Select(message => new ChatTurn(
            message.RequiredChoice("role", FencyConstants.MessageRoles), message.RequiredText("content", ContentLength, allowBlank: true)))];
    }

    private static Sampling ReadSampling(RequestFields fields) => new(fields.Number("temperature"), fields.Number("topP"));

    private static string? Language(RequestFields fields)
    {
        var language = fields.Text("language", LanguageLength);
        return language?.All(letter => char.IsAsciiLetter(letter) || letter == '-') == false
            ? throw RequestFields.Invalid(fields.NameOf("language"), $"must be a language code such as en or no; it is '{GivenValue.Shortened(language)}'.")
            : language;
    }
}
