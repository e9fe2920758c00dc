using FencyGrid.Api.Http;
using FencyGrid.Api.Http.Body;
using FencyGrid.Contracts.AgentTasks;
using FencyGrid.Contracts.Search;

namespace FencyGrid.Api.Fency;

public sealed record FencyMemoryTypeAccess(string MemoryTypeId, IReadOnlyList<string>? MemoryIds, RawJson? Match);

public sealed record FencyGuardRails(IReadOnlyList<FencyMemoryTypeAccess> MemoryTypes);

public sealed record FencyContextExpansion(int? Before, int? After);

/// <summary>Starts a task with a secret key. Without guard rails it may read every memory of the organization.</summary>
public sealed record CreateAgentTaskRequest(
    AgentTaskType TaskType,
    string Query,
    FencyGuardRails? GuardRails,
    int? ChunkLimit,
    FencyContextExpansion? ContextExpansion,
    RawJson? Metadata)
{
    private const int QueryLength = 10_000;
    private const int DefaultChunkLimit = 10;
    private const int MaxChunkLimit = 100;
    private const int MaxContext = 20;
    private const int MaxMemoryTypes = 100;
    private const int MaxMemoryIds = 1_000;

    internal static CreateAgentTaskRequest Read(RequestFields fields) => new(
        fields.RequiredChoice("taskType", FencyConstants.TaskTypes),
        fields.RequiredText("query", QueryLength),
        ReadGuardRails(fields),
        fields.Integer("chunkLimit", 1, MaxChunkLimit),
        fields.Object("contextExpansion") is { } expansion
            ? new FencyContextExpansion(expansion.Integer("before", 0, MaxContext), expansion.Integer("after", 0, MaxContext))
            : null,
        MetadataText.Read(fields, "metadata") is { } metadata ? new RawJson(metadata) : null);

    internal NewAgentTask ToNewAgentTask()
    {
        var guardRails = GuardRails is null
            ? null
            : new GuardRails([.. GuardRails.MemoryTypes.Select(access => new MemoryTypeAccess(access.MemoryTypeId, access.MemoryIds, access.Match?.Text))]);
        var search = new MemorySearchRequest(
            Query, guardRails, ChunkLimit ?? DefaultChunkLimit, ContextExpansion?.Before ?? 0, ContextExpansion?.After ?? 0);
        return new NewAgentTask(new MemorySearchTask(search), Metadata?.Text);
    }

    private static FencyGuardRails? ReadGuardRails(RequestFields fields)
    {
        if (fields.Object("guardRails") is not { } guardRails)
        {
            return null;
        }

        var types = guardRails.Objects("memoryTypes", MaxMemoryTypes) ?? throw guardRails.Missing("memoryTypes", "an array");
        return new FencyGuardRails([.. types.Select(type => new FencyMemoryTypeAccess(
            type.RequiredText("memoryTypeId", int.MaxValue),
            type.Texts("memoryIds", MaxMemoryIds),
            MatchText.Read(type, "match") is { } match ? new RawJson(match) : null))]);
    }
}
