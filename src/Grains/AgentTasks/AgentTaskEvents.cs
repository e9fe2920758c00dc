using FencyGrid.Contracts;
using FencyGrid.Contracts.AgentTasks;
using FencyGrid.Grains.Engine;
using FencyGrid.Grains.Engine.Events;

namespace FencyGrid.Grains.AgentTasks;

/// <summary>The events of a task. Their entity is the task without its result, which a reader joins while it still exists.</summary>
public static class AgentTaskEvents
{
    public const string CreatedType = "agent.task.created";
    public const string UpdatedType = "agent.task.updated";

    public static GridEvent Created(AgentTaskRow row) =>
        Of(CreatedType, row with { Status = AgentTaskStatus.InProgress, UpdatedAt = row.CreatedAt, CompletedAt = null, FailureReason = null }, row.CreatedAt);

    public static GridEvent Updated(AgentTaskRow row) => Of(UpdatedType, row, row.UpdatedAt);

    private static GridEvent Of(string type, AgentTaskRow row, DateTimeOffset at)
    {
        var entity = new AgentTask(
            row.Id, row.CreatedAt, row.UpdatedAt, row.TaskType, row.Status, row.CompletedAt, Result: null, row.FailureReason, row.Metadata);
        return new GridEvent(Ids.New(Ids.Event), row.OrganizationId, type, row.Id, row.Version, at, GridJson.Write(entity));
    }
}
