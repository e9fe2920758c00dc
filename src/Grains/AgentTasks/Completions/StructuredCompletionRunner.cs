using System.Text.Json;
using FencyGrid.Contracts.AgentTasks;
using FencyGrid.Grains.AgentTasks.Completions.Schemas;
using FencyGrid.Grains.AgentTasks.Runs;
using FencyGrid.Grains.Engine;
using FencyGrid.Grains.Models;

namespace FencyGrid.Grains.AgentTasks.Completions;

/// <summary>STRUCTURED_CHAT_COMPLETION: an answer that keeps to a JSON schema.</summary>
public sealed class StructuredCompletionRunner(IChatModels models) : IAgentTaskRunner
{
    public AgentTaskType TaskType => AgentTaskType.StructuredChatCompletion;

    public void Check(AgentTaskRequest request)
    {
        var task = (StructuredChatCompletionTask)request;
        models.Resolve(task.Model);
        ModelNames.CheckSampling(task.Model, task.Sampling);
        Conversations.Check(task.Messages);
        JsonSchema.Parse(task.JsonSchema);
    }

    public async Task<IReadOnlyList<AgentTaskResultPart>> RunAsync(AgentTaskRun run, CancellationToken cancellationToken)
    {
        var task = (StructuredChatCompletionTask)run.Request;
        var model = Conversations.ModelOf(run);
        var schema = JsonSchema.Parse(task.JsonSchema);
        var answer = await StructuredAnswer.AskAsync(
            model, Conversations.Of(task.Messages), Conversations.Options(task.Sampling), schema, check: null, cancellationToken);
        return [new AgentTaskResultPart(MemoryId: null, GridJson.Write(answer))];
    }

    public AgentTaskResult Assemble(AgentTaskRequest request, IReadOnlyList<AgentTaskResultPart> parts)
    {
        var json = GridJson.Read<string>(parts[0].Json);
        return new StructuredCompletionResult(json, Conversations.Answered(((StructuredChatCompletionTask)request).Messages, json));
    }
}
