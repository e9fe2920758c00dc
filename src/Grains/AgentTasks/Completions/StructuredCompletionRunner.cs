using System.Text.Json;
using FencyGrid.Contracts.AgentTasks;
using FencyGrid.Grains.AgentTasks.Completions.Schemas;
using FencyGrid.Grains.AgentTasks.Runs;
using FencyGrid.Grains.Engine;
using FencyGrid.Grains.Models;
using Microsoft.Extensions.AI;

namespace FencyGrid.Grains.AgentTasks.Completions;

/// <summary>STRUCTURED_CHAT_COMPLETION: an answer that keeps to a JSON schema. A model that misses it is told what is wrong, once.</summary>
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
        var options = Conversations.Options(task.Sampling);
        options.ResponseFormat = ChatResponseFormat.ForJsonSchema(schema.Root, "answer");
        var messages = Conversations.Of(task.Messages);
        var answer = JsonAnswer.Strip((await model.GetResponseAsync(messages, options, cancellationToken)).Text);
        if (JsonAnswer.FindErrors(schema, answer) is { Count: > 0 } errors)
        {
            messages.Add(new ChatMessage(ChatRole.Assistant, answer));
            messages.Add(new ChatMessage(
                ChatRole.User, $"That does not keep to the JSON schema: {string.Join("; ", errors)}. Answer again with the corrected JSON and nothing else."));
            answer = JsonAnswer.Strip((await model.GetResponseAsync(messages, options, cancellationToken)).Text);
            if (JsonAnswer.FindErrors(schema, answer) is { Count: > 0 } left)
            {
                throw new ModelFailedException($"The model's answer does not keep to the JSON schema, also when asked to correct it: {string.Join("; ", left)}.");
            }
        }

        return [new AgentTaskResultPart(MemoryId: null, GridJson.Write(answer))];
    }

    public AgentTaskResult Assemble(AgentTaskRequest request, IReadOnlyList<AgentTaskResultPart> parts)
    {
        var json = GridJson.Read<string>(parts[0].Json);
        return new StructuredCompletionResult(json, Conversations.Answered(((StructuredChatCompletionTask)request).Messages, json));
    }
}
