using FencyGrid.Api.Fency.AgentTasks;
using FencyGrid.Api.Http;
using FencyGrid.Api.Http.Body;
using FencyGrid.Contracts.AgentTasks;

namespace FencyGrid.Api.Fency;

public sealed record FencyContextExpansion(int? Before, int? After);

public sealed record FencyQueryExpansion(int QueryCount);

/// <summary>
/// Starts a task with a secret key. Which fields go with it depends on its type: <c>query</c> with MEMORY_SEARCH and EXPLORE_MEMORIES,
/// <c>messages</c> with the others. Without guard rails it may read every memory of the organization.
/// </summary>
public sealed record CreateAgentTaskRequest(
    AgentTaskType TaskType,
    string? Query,
    IReadOnlyList<FencyMessage>? Messages,
    string? JsonSchema,
    string? Model,
    string? Language,
    double? Temperature,
    double? TopP,
    FencyGuardRails? GuardRails,
    int? ChunkLimit,
    int? MemoryScanLimit,
    FencyContextExpansion? ContextExpansion,
    FencyQueryExpansion? QueryExpansion,
    RawJson? Metadata)
{
    internal static NewAgentTask Read(RequestFields fields)
    {
        var type = fields.RequiredChoice("taskType", FencyConstants.TaskTypes);
        var request = TaskFields.Read(fields, type, FencyGuardRails.Read(fields)?.ToGuardRails());
        return new NewAgentTask(request, MetadataText.Read(fields, "metadata"));
    }
}
