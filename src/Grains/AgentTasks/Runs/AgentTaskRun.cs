using FencyGrid.Contracts.AgentTasks;
using FencyGrid.Grains.Models;

namespace FencyGrid.Grains.AgentTasks.Runs;

/// <summary>One run of a task, as its runner sees it.</summary>
/// <param name="Model">The model that the request names; null if none is configured.</param>
public sealed record AgentTaskRun(string OrganizationId, string TaskId, AgentTaskRequest Request, ChatModel? Model, TaskProgress Progress);
