using FencyGrid.Contracts.AgentTasks;
using FencyGrid.Grains.AgentTasks.Completions;
using FencyGrid.Grains.AgentTasks.Runs;
using FencyGrid.Grains.Models;
using Microsoft.Extensions.AI;

namespace FencyGrid.Grains.AgentTasks.Answers;

/// <summary>MEMORY_CHAT: a conversation answered from memories.</summary>
public sealed class MemoryChatRunner(MemoryLibrary library, IChatModels models, AgentTaskOptions options, TimeProvider time) : IAgentTaskRunner
{
    public AgentTaskType TaskType => AgentTaskType.MemoryChat;

    public void Check(AgentTaskRequest request)
    {
        var task = (MemoryChatTask)request;
        models.Resolve(task.Model);
        Conversations.Check(task.Messages);
    }

    public async Task<IReadOnlyList<AgentTaskResultPart>> RunAsync(AgentTaskRun run, CancellationToken cancellationToken)
    {
        var task = (MemoryChatTask)run.Request;
        var shelf = library.Open(run.OrganizationId, task.GuardRails);
        var steps = new AnswerSteps(shelf, run.Progress);
        if (run.Model is null)
        {
            await steps.ThinkAsync(1, cancellationToken);
            var question = task.Messages.Last(turn => turn.Role == ChatTurnRole.User).Content;
            var hits = await steps.SearchAsync(question, memoryIds: null, task.ChunkLimit, cancellationToken);
            return await ExtractiveAnswer.WriteAsync(run, steps, question, hits, task.Language, cancellationToken);
        }

        var types = await shelf.ListTypesAsync(cancellationToken);
        var tools = new MemoryTools(steps, run.TaskId, task.MemoryScanLimit, task.ChunkLimit);
        List<ChatMessage> messages = [new ChatMessage(ChatRole.System, AnswerInstructions.Of(types, task.Language)), .. Conversations.Of(task.Messages)];
        var text = await new ModelAnswer(run, steps, tools, options, time).WriteAsync(run.Model.Client, messages, cancellationToken);
        return AnswerParts.Of(text, await steps.CiteAsync(text, cancellationToken), steps.Evidence.All, tools.Files);
    }

    public AgentTaskResult Assemble(AgentTaskRequest request, IReadOnlyList<AgentTaskResultPart> parts) => AnswerParts.Assemble(parts);
}
