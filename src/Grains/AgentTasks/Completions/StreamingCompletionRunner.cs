using FencyGrid.Contracts.AgentTasks;
using FencyGrid.Grains.AgentTasks.Runs;
using FencyGrid.Grains.Engine;
using FencyGrid.Grains.Models;

namespace FencyGrid.Grains.AgentTasks.Completions;

/// <summary>STREAMING_CHAT_COMPLETION: a model's answer, word by word.</summary>
public sealed class StreamingCompletionRunner(IChatModels models, AgentTaskOptions options, TimeProvider time) : IAgentTaskRunner
{
    public AgentTaskType TaskType => AgentTaskType.StreamingChatCompletion;

    public void Check(AgentTaskRequest request)
    {
        var task = (StreamingChatCompletionTask)request;
        models.Resolve(task.Model);
        ModelNames.CheckSampling(task.Model, task.Sampling);
        Conversations.Check(task.Messages);
    }

    public async Task<IReadOnlyList<AgentTaskResultPart>> RunAsync(AgentTaskRun run, CancellationToken cancellationToken)
    {
        var task = (StreamingChatCompletionTask)run.Request;
        var updates = Conversations.ModelOf(run).GetStreamingResponseAsync(Conversations.Of(task.Messages), Conversations.Options(task.Sampling), cancellationToken);
        var answer = await AnswerStream.ReadAsync(
            updates, text => run.Progress.PublishAsync("text", new TextProgress(text), cancellationToken), options.TextInterval, time, cancellationToken);
        return [new AgentTaskResultPart(MemoryId: null, GridJson.Write(answer.Text))];
    }

    public AgentTaskResult Assemble(AgentTaskRequest request, IReadOnlyList<AgentTaskResultPart> parts)
    {
        var text = GridJson.Read<string>(parts[0].Json);
        return new ChatCompletionResult(text, Conversations.Answered(((StreamingChatCompletionTask)request).Messages, text));
    }
}
