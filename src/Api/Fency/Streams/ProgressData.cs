using System.Text.Json;
using FencyGrid.Contracts.AgentTasks;
using FencyGrid.Contracts.Search;

namespace FencyGrid.Api.Fency.Streams;

/// <summary>The data of progress events, as the schemas of Fency's client parse it: which fields there are depends on task type and event type.</summary>
internal static class ProgressData
{
    public static void Write(Utf8JsonWriter writer, AgentTaskType taskType, AgentTaskProgress progress)
    {
        writer.WriteStartObject();
        writer.WriteString("taskType"u8, taskType.ToString());
        writer.WriteString("eventType"u8, EventType(taskType, progress));
        WriteFields(writer, taskType, progress);
        writer.WriteEndObject();
    }

    private static string EventType(AgentTaskType taskType, AgentTaskProgress progress) => progress switch
    {
        TextProgress => "Text",
        ThinkingProgress => "Thinking",
        ClassifyingProgress => "Classifying",
        PlanningProgress => "Planning",
        FindMemoriesProgress => "FindMemories",
        FoundMemoriesProgress => "FindMemoriesResult",
        SearchChunksProgress => taskType == AgentTaskType.ExploreMemories ? "SemanticSearch" : "SearchMemoryChunks",
        FindSourcesProgress => "FindSources",
        FoundSourcesProgress => "SourcesResult",
        GeneratingQueriesProgress => "GeneratingQueries",
        ExploreQueriesProgress => "ExploreQueries",
        SearchMemoryTypesProgress => "SearchMemoryTypes",
        CompletedProgress => "Completed",
        ErrorProgress => "Error",
        _ => throw new InvalidOperationException($"Progress of the kind {progress.GetType().Name} has no event type."),
    };

    private static void WriteFields(Utf8JsonWriter writer, AgentTaskType taskType, AgentTaskProgress progress)
    {
        switch (progress)
        {
            case TextProgress text:
                writer.WriteString("text"u8, text.Text);
                break;
            case PlanningProgress planning:
                writer.WriteBoolean("reasoningCompleted"u8, planning.Text is not null);
                if (planning.Text is not null)
                {
                    writer.WriteString("text"u8, planning.Text);
                }

                break;
            case FindMemoriesProgress find when taskType == AgentTaskType.ExploreMemories:
                writer.WriteString("query"u8, find.Query);
                break;
            case FindMemoriesProgress find:
                writer.WriteStartArray("titles"u8);
                writer.WriteStringValue(find.Query);
                writer.WriteEndArray();
                break;
            case FoundMemoriesProgress found:
                WriteMemories(writer, found.Memories);
                break;
            case SearchChunksProgress search:
                writer.WriteStartObject("input"u8);
                writer.WriteString("queryDescription"u8, search.Query);
                if (search.Memories is not null)
                {
                    WriteMemories(writer, search.Memories);
                }

                writer.WriteEndObject();
                WriteItems(writer, search.Items);
                break;
            case FoundSourcesProgress found:
                WriteSources(writer, found.Sources);
                break;
            case GeneratingQueriesProgress generating:
                WriteTypes(writer, generating.MemoryTypes, WriteQueries);
                break;
            case ExploreQueriesProgress explore:
                WriteExplored(writer, explore.Queries);
                break;
            case SearchMemoryTypesProgress search:
                WriteTypes(writer, search.MemoryTypes, WriteSearched);
                break;
            case CompletedProgress completed:
                writer.WriteStartObject("response"u8);
                WriteResult(writer, completed.Result);
                writer.WriteEndObject();
                break;
            case ErrorProgress error:
                writer.WriteString("message"u8, error.Message);
                break;
        }
    }

    private static void WriteResult(Utf8JsonWriter writer, AgentTaskResult result)
    {
        switch (result)
        {
            case MemorySearchResult search:
                writer.WriteString("query"u8, search.Query);
                WriteItems(writer, search.Items);
                break;
            case MemoryAnswer answer:
                writer.WriteString("textResponse"u8, answer.Text ?? "");
                WriteSources(writer, answer.Sources);
                break;
            case ChatCompletionResult chat:
                writer.WriteString("textResponse"u8, chat.Text);
                WriteMessages(writer, chat.Messages);
                break;
            case StructuredCompletionResult structured:
                writer.WriteString("jsonResponse"u8, structured.Json);
                WriteMessages(writer, structured.Messages);
                break;
        }
    }

    private static void WriteMessages(Utf8JsonWriter writer, IReadOnlyList<ChatTurn> messages)
    {
        writer.WritePropertyName("messages"u8);
        JsonSerializer.Serialize(writer, [.. messages.Select(FencyMessage.Of)], FencyJson.Messages);
    }

    private static void WriteSources(Utf8JsonWriter writer, IReadOnlyList<AnswerSource> sources)
    {
        writer.WritePropertyName("sources"u8);
        JsonSerializer.Serialize(writer, [.. sources.Select(FencySource.Of)], FencyJson.Sources);
    }

    private static void WriteItems(Utf8JsonWriter writer, IReadOnlyList<MemorySearchHit>? items)
    {
        if (items is not null)
        {
            writer.WritePropertyName("items"u8);
            JsonSerializer.Serialize(writer, [.. items.Select(FencySearchItem.Of)], FencyJson.SearchItems);
        }
    }

    private static void WriteMemories(Utf8JsonWriter writer, IReadOnlyList<MemoryReference> memories)
    {
        writer.WriteStartArray("memories"u8);
        foreach (var memory in memories)
        {
            writer.WriteStartObject();
            writer.WriteString("memoryId"u8, memory.MemoryId);
            writer.WriteString("memoryTitle"u8, memory.MemoryTitle);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteTypes<T>(Utf8JsonWriter writer, IReadOnlyList<T> types, Action<Utf8JsonWriter, T> write)
    {
        writer.WriteStartArray("memoryTypes"u8);
        foreach (var type in types)
        {
            writer.WriteStartObject();
            write(writer, type);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteQueries(Utf8JsonWriter writer, QueriesOfType type)
    {
        WriteType(writer, type.MemoryTypeId, type.MemoryTypeName);
        if (type.Queries is null)
        {
            return;
        }

        writer.WriteString("reasoning"u8, type.Reasoning ?? "");
        writer.WriteBoolean("reasoningCompleted"u8, true);
        writer.WriteStartArray("queries"u8);
        foreach (var query in type.Queries)
        {
            writer.WriteStartObject();
            writer.WriteString("query"u8, query);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteExplored(Utf8JsonWriter writer, IReadOnlyList<ExploredQuery> queries)
    {
        writer.WriteStartArray("queries"u8);
        foreach (var query in queries)
        {
            writer.WriteStartObject();
            writer.WriteString("query"u8, query.Query);
            WriteType(writer, query.MemoryTypeId, query.MemoryTypeName);
            if (query.Items is not null)
            {
                writer.WriteStartObject("result"u8);
                WriteCounts(writer, query.Items.Count, query.Items.Select(item => item.Score).DefaultIfEmpty().Max());
                WriteItems(writer, query.Items);
                writer.WriteEndObject();
            }

            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteSearched(Utf8JsonWriter writer, SearchedMemoryType type)
    {
        WriteType(writer, type.MemoryTypeId, type.MemoryTypeName);
        if (type.Chunks is { } chunks)
        {
            writer.WriteStartObject("result"u8);
            WriteCounts(writer, chunks, type.BestScore);
            writer.WriteEndObject();
        }
    }

    private static void WriteType(Utf8JsonWriter writer, string id, string name)
    {
        writer.WriteString("memoryTypeId"u8, id);
        writer.WriteString("memoryTypeName"u8, name);
    }

    private static void WriteCounts(Utf8JsonWriter writer, int chunks, double bestScore)
    {
        writer.WriteNumber("numberOfChunks"u8, chunks);
        writer.WriteNumber("highestChunkScore"u8, bestScore);
    }
}
